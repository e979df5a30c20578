#include "CStart.h"

#include <stdlib.h>

static int word_count;
static char **words;

// Swift looks into /proc for the command line, and finds none where that is not mounted; the C
// libraries of GNU and of macOS hand it to whatever is run before the program
#if defined(__GLIBC__) || defined(__APPLE__)
__attribute__((constructor)) static void keep(int count, char **values) {
  word_count = count;
  words = values;
}
#endif

const char *start_word(int place) {
  return place >= 0 && place < word_count ? words[place] : NULL;
}
