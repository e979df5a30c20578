#pragma once
#include <stdbool.h>

// What a signal may do to the terminal; see signals.c.

// Installs the handlers and keeps the terminal's settings. Call before curses starts: it installs
// handlers of its own only where the default is still in place.
bool signals_open(void);
// Puts the settings of the terminal and the former handlers back.
void signals_close(void);
// Whether Ctrl-Z may stop the process. Curses puts the terminal right in its handler, so it must
// be in the middle of nothing then; threads that are started while it may not, never see it.
void signals_let_stop(bool is_let);
// What waits in the pipe: a signal that must end the process, SIGWINCH if the window may have
// another size, 0 for a wake, -1 for nothing.
int signals_next(void);
// The end of the pipe to wait on.
int signals_descriptor(void);
// Opens and closes the bracket of synchronized update; a crash between them closes it.
void signals_begin_frame(void);
void signals_end_frame(void);
// Whether a crash must switch the reports of the mouse off.
void signals_note_mouse(bool is_reported);
// Ends the process by a signal, as if it had never been handled.
_Noreturn void signals_die(int signal);
