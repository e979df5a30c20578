#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The terminal as the rest of the program sees it: a grid of cells out, events in.
// Nothing of curses.h shows here. There is one terminal a process, opened at most once.

enum {
  terminal_bold = 1,
  terminal_dim = 2,
  terminal_underline = 4,
  terminal_reverse = 8,
};

typedef struct {
  uint32_t scalar;
  int32_t foreground;  // a colour's number, or -1 for the terminal's own
  int32_t background;
  uint32_t attributes;
} terminal_cell;

typedef enum {
  terminal_nothing,  // woken, or the time is up
  terminal_resize,
  terminal_character,
  terminal_control,  // a letter with the control key held
  terminal_enter,
  terminal_escape,
  terminal_tab,
  terminal_back_tab,
  terminal_backspace,
  terminal_delete,
  terminal_up,
  terminal_down,
  terminal_left,
  terminal_right,
  terminal_home,
  terminal_end,
  terminal_page_up,
  terminal_page_down,
  terminal_click,
  terminal_wheel_up,
  terminal_wheel_down,
  terminal_deadly,      // a signal that ends the process, which waits for terminal_die
  terminal_background,  // the answer to terminal_ask_background
} terminal_kind;

typedef struct {
  terminal_kind kind;
  uint32_t scalar;  // of a character, the letter of a control key, or a colour 0xRRGGBB
  int32_t column;   // where the mouse is
  int32_t row;
} terminal_event;

typedef enum { terminal_opened, terminal_absent, terminal_unknown } terminal_outcome;

// Takes over the user's locale; true if its characters are UTF-8.
bool terminal_is_utf8(void);
// How many cells the C library gives a character: -1 for what cannot be printed.
int32_t terminal_width(uint32_t scalar);

// Saves the state of the terminal and enters the full screen.
terminal_outcome terminal_open(void);
// How many colours terminfo promises of the terminal TERM names, which is not opened; -1 where it
// knows no such terminal, or one that cannot move its cursor.
int32_t terminal_promised_colors(void);
// Leaves the terminal as it was found; harmless when it is not open.
void terminal_close(void);

// How many colours terminfo promises, 0 if none; above 256 a colour's number is its RGB value.
int32_t terminal_colors(void);
// Without this call no escape for a colour is ever sent.
void terminal_start_colors(void);

// Whether the terminal lets its colours be changed, and is known to show any of 24 bits.
bool terminal_is_exact(void);
// Makes one of its colours another, 0xRRGGBB, until the terminal is left.
void terminal_redefine(int32_t number, uint32_t rgb);
// Asks for the colour behind the text; the answer, if it comes, is an event. Nothing waits for it.
void terminal_ask_background(void);

// Which frames are held together by synchronized update (CSI ? 2026), so that no half of one is seen.
typedef enum {
  terminal_brackets_off,
  terminal_brackets_large,  // those that would leave in several pieces
  terminal_brackets_on,
} terminal_brackets;

// Off at first; without this call no escape for it is ever sent.
void terminal_bracket_frames(terminal_brackets wanted);

int32_t terminal_columns(void);
int32_t terminal_rows(void);

// Shows cells, row by row, sending only what differs from what is on the glass. A negative
// cursor_column hides the cursor.
void terminal_draw(const terminal_cell *cells, int32_t columns, int32_t rows,
                   int32_t cursor_column, int32_t cursor_row);
// Lets the next drawing send every cell, whatever is believed to be on the glass.
void terminal_repaint(void);

// Has clicks and the wheel reported as events, or left to the terminal, which selects text with them.
// Off at first; without this call no escape for the mouse is ever sent.
void terminal_report_mouse(bool is_reported);

// Waits for the next event, at most so many milliseconds (for ever if negative).
terminal_event terminal_wait(int32_t milliseconds);
// Ends the process by the deadly signal that has come, if one has; the terminal is to be closed.
void terminal_die(void);
// Ends a wait from any thread.
void terminal_wake(void);
// Gives the calling thread a stack for its crashes; NULL takes it away again.
void terminal_crash_on(void *stack, size_t size);
