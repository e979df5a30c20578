#define NCURSES_WIDECHAR 1
#include "keys.h"

#include "reports.h"

#include <curses.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

// Terminfo knows one form of each key; terminals and multiplexers send others as well.
void keys_open(void) {
  static const struct {
    const char *form;
    int code;
  } forms[] = {
      {"\033[A", KEY_UP},    {"\033[B", KEY_DOWN},  {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
      {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},  {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
      {"\033[H", KEY_HOME},  {"\033[F", KEY_END},   {"\033OH", KEY_HOME},  {"\033OF", KEY_END},
      {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END},  {"\033[7~", KEY_HOME}, {"\033[8~", KEY_END},
      {"\033[3~", KEY_DC},   {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) define_key(forms[i].form, forms[i].code);
}

static terminal_kind kind_of_code(wint_t code) {
  switch (code) {
    case KEY_ENTER: return terminal_enter;
    case KEY_BTAB: return terminal_back_tab;
    case KEY_BACKSPACE: return terminal_backspace;
    case KEY_DC: return terminal_delete;
    case KEY_UP: return terminal_up;
    case KEY_DOWN: return terminal_down;
    case KEY_LEFT: return terminal_left;
    case KEY_RIGHT: return terminal_right;
    case KEY_HOME: return terminal_home;
    case KEY_END: return terminal_end;
    case KEY_PPAGE: return terminal_page_up;
    case KEY_NPAGE: return terminal_page_down;
    default: return terminal_nothing;
  }
}

// A wheel turned down is no button to curses before version 6.
#ifdef BUTTON5_PRESSED
#define WHEEL_DOWN BUTTON5_PRESSED
#else
#define WHEEL_DOWN 0
#endif

// As get_wch, which would take the keys behind a byte that is no UTF-8 for its continuation.
static int next_input(wint_t *input) {
  static mbstate_t state;
  for (;;) {
    const int code = getch();
    if (code == ERR) return ERR;
    *input = (wint_t)code;
    if (code > 0xFF) return KEY_CODE_YES;
    const char byte = (char)code;
    wchar_t character = 0;
    size_t length = mbrtowc(&character, &byte, 1, &state);
    if (length == (size_t)-1) {
      // what came before it is given up; the byte itself may begin something
      memset(&state, 0, sizeof state);
      length = mbrtowc(&character, &byte, 1, &state);
      if (length == (size_t)-1) memset(&state, 0, sizeof state);
    }
    if (length == (size_t)-1 || length == (size_t)-2) continue;
    *input = (wint_t)character;
    return OK;
  }
}

static bool knows_mouse;

void keys_report_mouse(bool is_reported) {
  knows_mouse |= is_reported;
  // Every press counts at once; curses would wait to see whether it becomes a double click.
  mouseinterval(0);
  mousemask(is_reported ? BUTTON1_PRESSED | BUTTON4_PRESSED | WHEEL_DOWN : 0, NULL);
}

// Of a report that nobody ever asked for, curses reads the beginning only.
static void pass_over_report(void) {
  wint_t next;
  if (next_input(&next) != OK) return;
  if (next < '0' || next > '9') {
    for (int rest = 0; rest < 2; rest++) next_input(&next);
    return;
  }
  while (next_input(&next) == OK && next < 0x40) {}
}

static terminal_event mouse_event(void) {
  terminal_event event = {.kind = terminal_nothing};
  if (!knows_mouse) {
    pass_over_report();
    return event;
  }
  MEVENT mouse;
  if (getmouse(&mouse) == ERR) return event;
  event.column = mouse.x;
  event.row = mouse.y;
  if (mouse.bstate & BUTTON1_PRESSED) event.kind = terminal_click;
  else if (mouse.bstate & BUTTON4_PRESSED) event.kind = terminal_wheel_up;
  else if (mouse.bstate & WHEEL_DOWN) event.kind = terminal_wheel_down;
  return event;
}

static terminal_kind kind_of_character(wint_t character) {
  switch (character) {
    case '\n':
    case '\r': return terminal_enter;
    case '\t': return terminal_tab;
    case '\b':
    case 0x7F: return terminal_backspace;
  }
  if (character >= 1 && character <= 26) return terminal_control;
  return iswprint(character) ? terminal_character : terminal_nothing;
}

// An escape alone is the key; one with bytes right behind it is a key that has no name here, such
// as Alt with a letter, or something that the terminal reports, and all its bytes are passed over.
static bool is_lone_escape(void) {
  wint_t next;
  const int status = next_input(&next);
  if (status == ERR) return true;
  // an interrupt is never passed over
  if (status == KEY_CODE_YES || next == 033 || next == 003) {
    ungetch((int)next);
    return true;
  }
  if (reports_begin(next)) return false;
  if (next == 'O') next_input(&next);
  if (next != '[') return false;
  do {
    if (next_input(&next) != OK) break;
  } while (next < 0x40 || next > 0x7E);
  return false;
}

bool keys_next(terminal_event *event) {
  static bool follows_return;
  for (;;) {
    wint_t input;
    const int status = next_input(&input);
    if (status == ERR) return false;
    *event = (terminal_event){.kind = terminal_nothing};
    // a text that is pasted may end its lines with both signs, which are one key
    const bool is_second_half = follows_return && status == OK && input == '\n';
    follows_return = status == OK && input == '\r';
    if (is_second_half) continue;
    if (reports_are_open() && status != KEY_CODE_YES) {
      reports_take(input, event);
    } else if (status == KEY_CODE_YES && input == KEY_MOUSE) {
      *event = mouse_event();
    } else if (status == KEY_CODE_YES) {
      event->kind = kind_of_code(input);
    } else if (input == 033) {
      if (is_lone_escape()) event->kind = terminal_escape;
    } else {
      event->kind = kind_of_character(input);
      event->scalar = event->kind == terminal_control ? input + 'a' - 1 : input;
    }
    if (event->kind != terminal_nothing) return true;
  }
}
