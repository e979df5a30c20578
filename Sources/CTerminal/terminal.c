#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "CTerminal.h"
#include "keys.h"
#include "pairs.h"
#include "shown.h"
#include "signals.h"

static bool is_open;

// Changed cells of a frame of some two kilobytes, which leaves curses in several pieces.
enum { large_frame = 256 };

static terminal_brackets brackets;

// Declared here, for term.h takes names such as columns and lines away.
int setupterm(const char *, int, int *);
int tigetnum(const char *);
int tigetflag(const char *);
char *tigetstr(const char *);

bool terminal_is_utf8(void) {
  setlocale(LC_CTYPE, "");
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

int32_t terminal_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// Flow control and the line editor's other keys give way, so that Ctrl-S, Ctrl-Q, Ctrl-O and
// Ctrl-V reach the program; Ctrl-C and Ctrl-Z stay signals.
static void free_control_keys(void) {
  struct termios settings;
  if (tcgetattr(STDIN_FILENO, &settings) < 0) return;
  settings.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
  settings.c_lflag &= ~(tcflag_t)IEXTEN;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
  def_prog_mode();
}

terminal_outcome terminal_open(void) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return terminal_absent;
  setlocale(LC_CTYPE, "");
  // Sizes that a shell exported would win over the window's own for ever.
  unsetenv("LINES");
  unsetenv("COLUMNS");
  if (!signals_open()) return terminal_absent;
  if (newterm(NULL, stdout, stdin) == NULL) {
    signals_close();
    return terminal_unknown;
  }
  is_open = true;
  if (tigetstr("cup") == NULL) {
    terminal_close();
    return terminal_unknown;
  }
  atexit(terminal_close);
  cbreak();
  noecho();
  nonl();
  free_control_keys();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  typeahead(-1);
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  keys_open();
  return terminal_opened;
}

int32_t terminal_promised_colors(void) {
  int outcome = 0;
  if (setupterm(NULL, STDOUT_FILENO, &outcome) != OK || outcome != 1) return -1;
  char *move = tigetstr("cup");
  if (move == NULL || move == (char *)-1) return -1;
  int colors = tigetnum("colors");
  return colors < 0 ? 0 : colors;
}

static int64_t milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// An answer that takes longer would change the colours under the eyes of someone who reads.
enum { patience_in_milliseconds = 1000 };

static int64_t asked_at;
static bool awaits_background;

static bool still_awaits_background(void) {
  awaits_background &= milliseconds_now() - asked_at <= patience_in_milliseconds;
  return awaits_background;
}

void terminal_ask_background(void) {
  static const char question[] = "\033]11;?\033\\";
  asked_at = milliseconds_now();
  awaits_background = write(STDOUT_FILENO, question, sizeof question - 1) > 0;
}

void terminal_close(void) {
  if (!is_open) return;
  is_open = false;
  // an answer that has come unread would be typed into the shell
  if (still_awaits_background()) tcflush(STDIN_FILENO, TCIFLUSH);
  endwin();
  signals_close();
}

int32_t terminal_colors(void) { return has_colors() ? tigetnum("colors") : 0; }

void terminal_start_colors(void) { pairs_open(); }

bool terminal_is_exact(void) {
  if (!has_colors() || !can_change_color()) return false;
  if (tigetflag("RGB") > 0 || tigetflag("Tc") > 0) return true;
  const char *promise = getenv("COLORTERM");
  return promise != NULL && (strcmp(promise, "truecolor") == 0 || strcmp(promise, "24bit") == 0);
}

// Curses counts to a thousand, puts the colours back when it leaves, and again when it returns.
static short per_mille(uint32_t channel) { return (short)((channel * 1000 + 127) / 255); }

void terminal_redefine(int32_t number, uint32_t rgb) {
  init_color((short)number, per_mille(rgb >> 16 & 255), per_mille(rgb >> 8 & 255),
             per_mille(rgb & 255));
  signals_note_colors();
}

void terminal_bracket_frames(terminal_brackets wanted) { brackets = wanted; }

int32_t terminal_columns(void) { return getmaxx(stdscr); }

int32_t terminal_rows(void) { return getmaxy(stdscr); }

static attr_t curses_attributes(uint32_t attributes) {
  return (attributes & terminal_bold ? WA_BOLD : 0) | (attributes & terminal_dim ? WA_DIM : 0) |
         (attributes & terminal_underline ? WA_UNDERLINE : 0) |
         (attributes & terminal_reverse ? WA_REVERSE : 0);
}

static void put(int32_t column, int32_t row, const terminal_cell *cell) {
  const int pair = pairs_find(cell->foreground, cell->background);
  const cchar_t glyph =
      pairs_glyph((wchar_t)cell->scalar, curses_attributes(cell->attributes), pair);
  // The form for strings neither wraps nor scrolls at the edge.
  mvadd_wchnstr(row, column, &glyph, 1);
}

// How many cells of a frame change, and how many that show something stand at the right of those.
struct changes {
  int32_t count, beside;
};

static struct changes count_changes(const terminal_cell *cells, int32_t columns, int32_t rows) {
  struct changes changes = {0, 0};
  for (int32_t row = 0; row < rows; row++) {
    int32_t count = 0, behind_last = 0;
    for (int32_t column = 0; column < columns; column++) {
      const terminal_cell *cell = &cells[row * columns + column];
      if (!shown_is(column, row, cell)) {
        count += 1;
        behind_last = 0;
      } else if (cell->scalar != ' ' || cell->background >= 0) {
        behind_last += 1;
      }
    }
    changes.count += count;
    if (count > 0) changes.beside += behind_last;
  }
  return changes;
}

// Where the cursor rests between frames, unless it is seen. Curses that scrolls from the last row of
// a region has the terminal remember the cursor; many terminals remember one, and the one from
// before the program is needed when it ends.
static void rest_cursor(void) { move(0, 0); }

static bool is_cursor_seen;

// Puts every so many-th row, from one on.
static void put_rows(const terminal_cell *cells, int32_t columns, int32_t rows, int32_t first,
                     int32_t step) {
  for (int32_t row = first; row < rows && row < terminal_rows(); row += step) {
    for (int32_t column = 0; column < columns && column < terminal_columns(); column++) {
      const terminal_cell *cell = &cells[row * columns + column];
      if (shown_take(column, row, cell)) put(column, row, cell);
    }
  }
}

void terminal_draw(const terminal_cell *cells, int32_t columns, int32_t rows,
                   int32_t cursor_column, int32_t cursor_row) {
  if (!shown_fits(columns, rows)) erase();
  const struct changes changes = count_changes(cells, columns, rows);
  const bool is_bracketed =
      brackets == terminal_brackets_on ||
      (brackets == terminal_brackets_large && changes.count >= large_frame);
  if (is_bracketed) signals_begin_frame();
  curs_set(cursor_column >= 0);
  if (is_cursor_seen && changes.count > 0) {
    rest_cursor();
    refresh();
  }
  is_cursor_seen = cursor_column >= 0;
  // Curses moves lines that it finds again elsewhere, and all that stands beside a scrolled text
  // with them, to draw that again at five times the cost. Of rows that come by halves it finds
  // none: each is still where it was, too.
  const int32_t parts = changes.beside > changes.count / 16 ? 2 : 1;
  for (int32_t part = 0; part < parts; part++) {
    put_rows(cells, columns, rows, part, parts);
    // what was put has taken the cursor with it
    rest_cursor();
    if (is_cursor_seen && part == parts - 1) move(cursor_row, cursor_column);
    refresh();
  }
  if (is_bracketed) signals_end_frame();
}

void terminal_report_mouse(bool is_reported) {
  keys_report_mouse(is_reported);
  signals_note_mouse(is_reported);
}

void terminal_repaint(void) {
  clearok(curscr, TRUE);
  shown_forget();
}

// Even at the same size nothing is known of what a terminal has kept: it may have shrunk between.
static terminal_event resized(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm(size.ws_row, size.ws_col);
  terminal_repaint();
  return (terminal_event){.kind = terminal_resize};
}

static terminal_event stopped(void) {
  endwin();
  signals_stop();
  return resized();
}

static int deadly_signal;

static terminal_event deadly(int number) {
  deadly_signal = number;
  return (terminal_event){.kind = terminal_deadly};
}

void terminal_die(void) {
  if (deadly_signal > 0) signals_die(deadly_signal);
}

terminal_event terminal_wait(int32_t milliseconds) {
  static const terminal_event nothing = {.kind = terminal_nothing};
  const int64_t end = milliseconds_now() + milliseconds;
  for (;;) {
    const int signal = signals_next();
    if (signal == 0) return nothing;
    if (signal == SIGWINCH) return resized();
    if (signal == SIGTSTP) return stopped();
    if (signal > 0) return deadly(signal);
    terminal_event event;
    if (keys_next(&event)) {
      if (event.kind != terminal_background) return event;
      if (!still_awaits_background()) continue;
      awaits_background = false;
      return event;
    }

    struct pollfd sources[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                               {.fd = signals_descriptor(), .events = POLLIN}};
    const int64_t left = end - milliseconds_now();
    const int ready = poll(sources, 2, milliseconds < 0 ? -1 : left < 0 ? 0 : (int)left);
    if (ready == 0) return nothing;
    // Input that has ended would be ready for ever: the window is gone.
    if (ready > 0 && sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) return deadly(SIGHUP);
  }
}
