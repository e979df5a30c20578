#pragma once
#include <stdbool.h>

#include "CTerminal.h"

// Tells curses the forms of the keys that terminfo leaves out.
void keys_open(void);
// Has curses read clicks and the wheel, or leaves them to the terminal.
void keys_report_mouse(bool is_reported);
// Reads one event without waiting; false if none is there.
bool keys_next(terminal_event *event);
