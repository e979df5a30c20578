#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdbool.h>

#include "CTerminal.h"

// Strings that a terminal sends: OSC, DCS, APC, PM and SOS, from an introducer to a terminator.
// They answer questions, be it of a program that ran before, and are never keys.

// Whether a character behind an escape opens such a string; if so, what follows belongs to it.
bool reports_begin(wint_t character);
// Whether one is open: it may come in pieces, but one that is never closed ends by itself.
bool reports_are_open(void);
// Takes the next character of an open string; the end of one that names the background is an event.
void reports_take(wint_t character, terminal_event *event);
