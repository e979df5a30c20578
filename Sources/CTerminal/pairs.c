#include "pairs.h"

// Curses colours text by numbered pairs and has few of them on some terminals, so each pair in
// use is defined once and then found again. The number is passed apart from the attributes,
// which hold eight bits of it.

enum { slots = 4096 };

static struct {
  int32_t foreground, background;
  int pair;  // 0 for an empty slot
} known[slots];
static int count;
static bool has_started;

void pairs_open(void) {
  if (!has_colors() || start_color() == ERR) return;
  use_default_colors();
  has_started = true;
}

static bool define(int pair, int32_t foreground, int32_t background) {
#ifdef NCURSES_EXT_COLORS
  return init_extended_pair(pair, foreground, background) != ERR;
#else
  return init_pair((short)pair, (short)foreground, (short)background) != ERR;
#endif
}

int pairs_find(int32_t foreground, int32_t background) {
  if (!has_started || (foreground < 0 && background < 0)) return 0;
  uint32_t slot = ((uint32_t)foreground * 31 + (uint32_t)background * 2654435761u) % slots;
  while (known[slot].pair != 0) {
    if (known[slot].foreground == foreground && known[slot].background == background)
      return known[slot].pair;
    slot = (slot + 1) % slots;
  }
  // A pair that does not fit any more leaves its cells in the terminal's own colours.
  const int last = COLOR_PAIRS < slots ? COLOR_PAIRS - 1 : slots - 1;
  if (count == last || !define(count + 1, foreground, background)) return 0;
  count += 1;
  known[slot].foreground = foreground;
  known[slot].background = background;
  known[slot].pair = count;
  return count;
}

cchar_t pairs_glyph(wchar_t character, attr_t attributes, int pair) {
  const wchar_t text[] = {character, L'\0'};
  cchar_t glyph;
#ifdef NCURSES_EXT_COLORS
  setcchar(&glyph, text, attributes, 0, &pair);
#else
  setcchar(&glyph, text, attributes, (short)pair, NULL);
#endif
  return glyph;
}
