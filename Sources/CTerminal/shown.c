#include "shown.h"

#include <stdlib.h>

static terminal_cell *shown;
static int32_t shown_columns, shown_rows;

bool shown_fits(int32_t columns, int32_t rows) {
  if (shown != NULL && columns == shown_columns && rows == shown_rows) return true;
  free(shown);
  // No printable character is 0, so that every cell differs from these. Without memory for them
  // every cell counts as changed in every frame.
  shown = calloc((size_t)columns * (size_t)rows, sizeof *shown);
  shown_columns = columns;
  shown_rows = rows;
  return false;
}

bool shown_is(int32_t column, int32_t row, const terminal_cell *cell) {
  if (shown == NULL) return false;
  const terminal_cell *former = &shown[row * shown_columns + column];
  return former->scalar == cell->scalar && former->foreground == cell->foreground &&
         former->background == cell->background && former->attributes == cell->attributes;
}

bool shown_take(int32_t column, int32_t row, const terminal_cell *cell) {
  if (shown_is(column, row, cell)) return false;
  if (shown != NULL) shown[row * shown_columns + column] = *cell;
  return true;
}

void shown_forget(void) {
  free(shown);
  shown = NULL;
}
