#pragma once
#include <stdbool.h>

#include "CTerminal.h"

// Tells curses the forms of the keys that terminfo leaves out.
void keys_open(void);
// Reads one event without waiting; false if none is there.
bool keys_next(terminal_event *event);
