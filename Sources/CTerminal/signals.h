#pragma once
#include <stdbool.h>

// What a signal may do to the terminal; see signals.c.

// Installs the handlers and keeps the terminal's settings. Call before curses starts: it installs
// handlers of its own only where the default is still in place.
bool signals_open(void);
// Puts the settings of the terminal and the former handlers back.
void signals_close(void);
// Stops the process as Ctrl-Z does by default, and comes back when it goes on.
void signals_stop(void);
// What waits in the pipe: a signal that must end the process, SIGTSTP if it is to stop, SIGWINCH if
// the window may have another size, 0 for a wake, -1 for nothing.
int signals_next(void);
// The end of the pipe to wait on.
int signals_descriptor(void);
// Opens and closes the bracket of synchronized update; a crash between them closes it.
void signals_begin_frame(void);
void signals_end_frame(void);
// Whether a crash must switch the reports of the mouse off.
void signals_note_mouse(bool is_reported);
// Has a crash give the terminal its own colours back.
void signals_note_colors(void);
// Ends the process by a signal, as if it had never been handled.
_Noreturn void signals_die(int signal);
