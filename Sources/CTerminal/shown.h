#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "CTerminal.h"

// The cells that curses was told last: a frame costs what has changed in it, not its size.

// Whether the last frame had this size; if not, nothing of it counts any more.
bool shown_fits(int32_t columns, int32_t rows);
// Whether a cell is what was told last.
bool shown_is(int32_t column, int32_t row, const terminal_cell *cell);
// Remembers a cell; false if it was the same before.
bool shown_take(int32_t column, int32_t row, const terminal_cell *cell);
// Has every cell count as changed.
void shown_forget(void);
