#include "CPictures.h"
#include "library.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The simplified interface of libpng 1.6, as png.h declares it.
typedef struct {
  void *control;
  uint32_t version;
  uint32_t width;
  uint32_t height;
  uint32_t format;
  uint32_t flags;
  uint32_t colormap_entries;
  uint32_t warning_or_error;
  char message[64];
} png_image;

enum {
  version = 1,
  format_alpha = 1,
  format_color = 2,
  // samples of 16 bits are shades as those of 8 bits are, and not amounts of light
  flag_16_bit_shades = 4,
};

static const char *const libraries[] = {
    "libpng16.so.16", "libpng16.16.dylib", "/opt/homebrew/lib/libpng16.16.dylib", 0};

pictures_outcome pictures_read_png(
    const void *bytes, size_t count, size_t most_pixels, pictures_picture *picture) {
  int (*begin)(png_image *, const void *, size_t) =
      library_function(libraries, "png_image_begin_read_from_memory");
  int (*finish)(png_image *, const void *, void *, int32_t, void *) =
      library_function(libraries, "png_image_finish_read");
  void (*release)(png_image *) = library_function(libraries, "png_image_free");
  if (!begin || !finish || !release) return pictures_no_library;

  png_image image;
  memset(&image, 0, sizeof image);
  image.version = version;
  if (!begin(&image, bytes, count)) {
    strncpy(picture->fault, image.message, sizeof picture->fault - 1);
    return pictures_faulty;
  }
  if ((size_t)image.width * image.height > most_pixels) {
    release(&image);
    return pictures_too_large;
  }
  image.flags |= flag_16_bit_shades;
  image.format &= format_alpha | format_color;
  int channels = (image.format & format_color ? 3 : 1) + (image.format & format_alpha ? 1 : 0);
  unsigned char *samples = malloc((size_t)image.width * image.height * channels);
  if (!samples) {
    release(&image);
    return pictures_too_large;
  }
  if (!finish(&image, 0, samples, 0, 0)) {
    strncpy(picture->fault, image.message, sizeof picture->fault - 1);
    release(&image);
    free(samples);
    return pictures_faulty;
  }
  picture->rows = image.height;
  picture->columns = image.width;
  picture->channels = channels;
  picture->samples = samples;
  return pictures_read;
}
