#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdint.h>

// Starts colour; until then every pair is the terminal's own.
void pairs_open(void);
// The number of a pair of colours, either of which may be -1 for the terminal's own.
int pairs_find(int32_t foreground, int32_t background);
// A character with its look, ready to be put on the screen.
cchar_t pairs_glyph(wchar_t character, attr_t attributes, int pair);
