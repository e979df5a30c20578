#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A program on a terminal of its own: what it sends is read by a real terminal emulator.

typedef struct pseudo_terminal pseudo_terminal;

typedef struct {
  uint32_t scalar;
  int32_t foreground;  // the number of a colour, or -1 for the terminal's own
  int32_t background;
  bool bold, underline, reverse;
} pseudo_terminal_cell;

// Starts a program with every signal at its default, and all of them blocked or none. Both lists
// end with NULL. NULL if there is no terminal to be had.
pseudo_terminal *pseudo_terminal_open(const char *program, char *const arguments[],
                                      char *const environment[], int columns, int rows,
                                      bool blocks_signals);
// Kills the program if it still runs, and waits for its end.
void pseudo_terminal_free(pseudo_terminal *terminal);

// Lets the emulator read what the program sends within so many milliseconds; false if that is
// nothing.
bool pseudo_terminal_read(pseudo_terminal *terminal, int milliseconds);
// All that the program has sent.
const uint8_t *pseudo_terminal_bytes(const pseudo_terminal *terminal);
size_t pseudo_terminal_count(const pseudo_terminal *terminal);
void pseudo_terminal_write(pseudo_terminal *terminal, const uint8_t *bytes, size_t count);

// Whether something that was written has not been read by the program yet.
bool pseudo_terminal_has_unread_keys(const pseudo_terminal *terminal);

// Whether the main thread of the program in the foreground waits for something, or has ended: no
// frame is half drawn. Always so where the system does not tell.
bool pseudo_terminal_is_at_rest(const pseudo_terminal *terminal);

void pseudo_terminal_resize(pseudo_terminal *terminal, int columns, int rows);
// Closes the terminal's window while the program runs.
void pseudo_terminal_hang_up(pseudo_terminal *terminal);
void pseudo_terminal_signal(pseudo_terminal *terminal, int signal);
// The same to whatever the shell has put in the foreground.
void pseudo_terminal_signal_foreground(pseudo_terminal *terminal, int signal);
// The number of the process.
int pseudo_terminal_program(const pseudo_terminal *terminal);
// Writes on the screen as another program would that shares the terminal.
void pseudo_terminal_scribble(pseudo_terminal *terminal, const uint8_t *bytes, size_t count);

// Whether the program has ended; by a signal, or with an exit code.
bool pseudo_terminal_has_ended(pseudo_terminal *terminal);
int pseudo_terminal_exit_code(const pseudo_terminal *terminal);  // -1 after a signal
int pseudo_terminal_death(const pseudo_terminal *terminal);      // 0 after an exit

pseudo_terminal_cell pseudo_terminal_at(const pseudo_terminal *terminal, int column, int row);
int pseudo_terminal_columns(const pseudo_terminal *terminal);
int pseudo_terminal_rows(const pseudo_terminal *terminal);
int pseudo_terminal_cursor_column(const pseudo_terminal *terminal);
int pseudo_terminal_cursor_row(const pseudo_terminal *terminal);
bool pseudo_terminal_shows_cursor(const pseudo_terminal *terminal);
bool pseudo_terminal_is_alternate(const pseudo_terminal *terminal);
// Whether the settings of the line are those from before the program.
bool pseudo_terminal_is_as_found(const pseudo_terminal *terminal);
