// how much malloc keeps of what is freed: glibc can be told, but its own module leaves it out
#ifdef __linux__
#include <malloc.h>
#endif
