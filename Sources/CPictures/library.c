#include "library.h"
#include <dlfcn.h>

void *library_function(const char *const *libraries, const char *function) {
  for (; *libraries; libraries++) {
    // a library that is open already is only counted
    void *library = dlopen(*libraries, RTLD_NOW | RTLD_LOCAL);
    void *found = library ? dlsym(library, function) : 0;
    if (found) return found;
  }
  return 0;
}
