#ifndef CSTART_H
#define CSTART_H

/// The word of the command line at a place, the program's name at 0; NULL behind the last one, and
/// everywhere where the C library does not hand them to constructors.
const char *start_word(int place);

#endif
