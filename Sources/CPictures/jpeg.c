#include "CPictures.h"
#include "library.h"
#include <stdlib.h>
#include <string.h>

// The TurboJPEG interface of libjpeg-turbo, as turbojpeg.h declares it.
typedef void *decoder;

enum {
  format_rgb = 0,
  format_grey = 6,
  space_grey = 2,
  space_cmyk = 3,
  flag_accurate = 4096,
};

static const char *const libraries[] = {
    "libturbojpeg.so.0", "libturbojpeg.0.dylib", "/opt/homebrew/lib/libturbojpeg.0.dylib", 0};

pictures_outcome pictures_read_jpeg(
    const void *bytes, size_t count, size_t most_pixels, pictures_picture *picture) {
  decoder (*begin)(void) = library_function(libraries, "tjInitDecompress");
  int (*header)(decoder, const unsigned char *, unsigned long, int *, int *, int *, int *) =
      library_function(libraries, "tjDecompressHeader3");
  int (*decompress)(
      decoder, const unsigned char *, unsigned long, unsigned char *, int, int, int, int, int) =
      library_function(libraries, "tjDecompress2");
  char *(*fault)(decoder) = library_function(libraries, "tjGetErrorStr2");
  int (*end)(decoder) = library_function(libraries, "tjDestroy");
  decoder jpeg = begin && header && decompress && fault && end ? begin() : 0;
  if (!jpeg) return pictures_no_library;

  int width, height, subsampling, space;
  pictures_outcome outcome = pictures_faulty;
  unsigned char *samples = 0;
  if (header(jpeg, bytes, count, &width, &height, &subsampling, &space) < 0) {
    strncpy(picture->fault, fault(jpeg), sizeof picture->fault - 1);
  } else if ((size_t)width * height > most_pixels) {
    outcome = pictures_too_large;
  } else if (space >= space_cmyk) {
    strcpy(picture->fault, "it is in the colours of print, CMYK");
  } else {
    int channels = space == space_grey ? 1 : 3;
    int format = space == space_grey ? format_grey : format_rgb;
    samples = malloc((size_t)width * height * channels);
    if (!samples) {
      outcome = pictures_too_large;
    } else if (decompress(jpeg, bytes, count, samples, width, 0, height, format, flag_accurate) < 0) {
      strncpy(picture->fault, fault(jpeg), sizeof picture->fault - 1);
      free(samples);
    } else {
      picture->rows = height;
      picture->columns = width;
      picture->channels = channels;
      picture->samples = samples;
      outcome = pictures_read;
    }
  }
  end(jpeg);
  return outcome;
}
