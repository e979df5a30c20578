#pragma once
#include <stddef.h>

// PNG and JPEG by libpng and libjpeg-turbo, which are looked for when the first such picture is
// read: the program builds and starts without them.

typedef enum {
  pictures_read,
  pictures_no_library,
  pictures_too_large,
  pictures_faulty,
} pictures_outcome;

typedef struct {
  int rows;
  int columns;
  int channels;            // 1 grey, 2 grey and alpha, 3 red, green and blue, 4 with alpha
  unsigned char *samples;  // row by row, from malloc; the caller frees it
  char fault[200];         // what the library says where the file is faulty
} pictures_picture;

/// Reads a PNG of any kind as 8 bits a sample, unless it has more pixels than that.
pictures_outcome pictures_read_png(
    const void *bytes, size_t count, size_t most_pixels, pictures_picture *picture);
/// Reads a JPEG, grey or in colour, likewise.
pictures_outcome pictures_read_jpeg(
    const void *bytes, size_t count, size_t most_pixels, pictures_picture *picture);
