#pragma once
#include <stdbool.h>

// What a signal may do to the terminal; see signals.c.

// Installs the handlers and keeps the terminal's settings. Call before curses starts: it installs
// handlers of its own only where the default is still in place.
bool signals_open(void);
// Puts the settings of the terminal and the former handlers back.
void signals_close(void);
// Adds a byte to the pipe behind curses' own handler, so that no change of size is slept through.
void signals_watch_size(void);

// The end of the pipe to wait on, and the byte that waits there: a signal's number, 0 for a wake,
// -1 if there is none.
int signals_descriptor(void);
int signals_next(void);
// Whether the loop must end the process for this signal.
bool signals_is_deadly(int signal);
// Ends the process by a signal, as if it had never been handled.
_Noreturn void signals_die(int signal);
