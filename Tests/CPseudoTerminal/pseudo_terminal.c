#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

struct pseudo_terminal {
  int master;  // -1 after hanging up
  int line;    // kept open, so that the settings outlive the program
  pid_t program;
  bool has_ended;
  int status;
  struct termios found;
  uint8_t *bytes;  // all that was sent
  size_t count;
  VTerm *emulator;
  VTermScreen *screen;
  VTermPos cursor;
  bool shows_cursor;
  bool is_alternate;
};

static int cursor_moved(VTermPos position, VTermPos former, int is_visible, void *user) {
  (void)former;
  (void)is_visible;
  ((pseudo_terminal *)user)->cursor = position;
  return 1;
}

static int property_changed(VTermProp property, VTermValue *value, void *user) {
  pseudo_terminal *terminal = user;
  if (property == VTERM_PROP_CURSORVISIBLE) terminal->shows_cursor = value->boolean;
  if (property == VTERM_PROP_ALTSCREEN) terminal->is_alternate = value->boolean;
  return 1;
}

static void start_emulator(pseudo_terminal *terminal, int columns, int rows) {
  static const VTermScreenCallbacks callbacks = {.movecursor = cursor_moved,
                                                 .settermprop = property_changed};
  terminal->emulator = vterm_new(rows, columns);
  vterm_set_utf8(terminal->emulator, 1);
  terminal->screen = vterm_obtain_screen(terminal->emulator);
  vterm_screen_enable_altscreen(terminal->screen, 1);
  vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
  vterm_screen_reset(terminal->screen, 1);
}

// After fork only calls that are safe in a handler: other threads may have held any lock.
static _Noreturn void become(const char *program, char *const arguments[],
                             char *const environment[], int line, bool blocks_signals) {
  setsid();
  ioctl(line, TIOCSCTTY, 0);
  for (int stream = 0; stream < 3; stream++) dup2(line, stream);
  for (int descriptor = 3; descriptor < 256; descriptor++) close(descriptor);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(blocks_signals ? SIG_BLOCK : SIG_UNBLOCK, &all, NULL);
  execve(program, arguments, environment);
  _exit(127);
}

pseudo_terminal *pseudo_terminal_open(const char *program, char *const arguments[],
                                      char *const environment[], int columns, int rows,
                                      bool blocks_signals) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  pseudo_terminal *terminal = calloc(1, sizeof *terminal);
  if (openpty(&terminal->master, &terminal->line, NULL, NULL, &size) < 0) {
    free(terminal);
    return NULL;
  }
  fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->line, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->master, F_SETFL, O_NONBLOCK);
  tcgetattr(terminal->line, &terminal->found);
  start_emulator(terminal, columns, rows);
  terminal->program = fork();
  if (terminal->program == 0)
    become(program, arguments, environment, terminal->line, blocks_signals);
  // Without a program there is nothing to wait for, and above all nothing to kill.
  terminal->has_ended = terminal->program < 0;
  return terminal;
}

void pseudo_terminal_free(pseudo_terminal *terminal) {
  if (!pseudo_terminal_has_ended(terminal)) {
    kill(terminal->program, SIGKILL);
    waitpid(terminal->program, &terminal->status, 0);
  }
  pseudo_terminal_hang_up(terminal);
  close(terminal->line);
  vterm_free(terminal->emulator);
  free(terminal->bytes);
  free(terminal);
}

bool pseudo_terminal_read(pseudo_terminal *terminal, int milliseconds) {
  struct pollfd source = {.fd = terminal->master, .events = POLLIN};
  if (poll(&source, 1, milliseconds) <= 0) return false;
  enum { piece = 65536 };
  terminal->bytes = realloc(terminal->bytes, terminal->count + piece);
  uint8_t *end = terminal->bytes + terminal->count;
  const ssize_t count = read(terminal->master, end, piece);
  if (count <= 0) return false;
  vterm_input_write(terminal->emulator, (const char *)end, (size_t)count);
  terminal->count += (size_t)count;
  return true;
}

const uint8_t *pseudo_terminal_bytes(const pseudo_terminal *terminal) { return terminal->bytes; }

size_t pseudo_terminal_count(const pseudo_terminal *terminal) { return terminal->count; }

void pseudo_terminal_write(pseudo_terminal *terminal, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    const ssize_t written = write(terminal->master, bytes, count);
    if (written < 0 && errno != EAGAIN && errno != EINTR) return;
    if (written < 0) {
      // a program that waits for its output to be read takes no input meanwhile
      pseudo_terminal_read(terminal, 10);
      continue;
    }
    bytes += written;
    count -= (size_t)written;
  }
}

bool pseudo_terminal_has_unread_keys(const pseudo_terminal *terminal) {
  int count = 0;
  return ioctl(terminal->line, FIONREAD, &count) == 0 && count > 0;
}

// The first bytes of what the system tells about whoever has the terminal; an empty text where it
// does not.
static void read_about_foreground(const pseudo_terminal *terminal, const char *what,
                                  char text[512]) {
  const pid_t foreground = tcgetpgrp(terminal->master);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s",
           (int)(foreground > 0 ? foreground : terminal->program), what);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  const ssize_t count = file < 0 ? 0 : read(file, text, 511);
  if (file >= 0) close(file);
  text[count < 0 ? 0 : count] = '\0';
}

bool pseudo_terminal_is_at_rest(const pseudo_terminal *terminal) {
  char text[512];
  read_about_foreground(terminal, "stat", text);
  // the state stands behind the name, which is in brackets
  const char *name_end = strrchr(text, ')');
  if (name_end == NULL) return true;
  if (strchr("RD", name_end[2]) != NULL) return false;
  // who sleeps in the middle of a write has more to say
  read_about_foreground(terminal, "syscall", text);
  return text[0] < '0' || text[0] > '9' || atoi(text) != SYS_write;
}

void pseudo_terminal_resize(pseudo_terminal *terminal, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  // The emulator would keep a scrolling region beyond its last row, and write beyond its tables.
  if (terminal->is_alternate) vterm_input_write(terminal->emulator, "\033[r", 3);
  vterm_set_size(terminal->emulator, rows, columns);
  ioctl(terminal->master, TIOCSWINSZ, &size);
}

void pseudo_terminal_hang_up(pseudo_terminal *terminal) {
  if (terminal->master >= 0) close(terminal->master);
  terminal->master = -1;
}

void pseudo_terminal_signal(pseudo_terminal *terminal, int signal) {
  if (!terminal->has_ended) kill(terminal->program, signal);
}

void pseudo_terminal_signal_foreground(pseudo_terminal *terminal, int signal) {
  const pid_t group = tcgetpgrp(terminal->master);
  if (group > 0) kill(-group, signal);
}

int pseudo_terminal_program(const pseudo_terminal *terminal) { return terminal->program; }

void pseudo_terminal_scribble(pseudo_terminal *terminal, const uint8_t *bytes, size_t count) {
  ssize_t ignored = write(terminal->line, bytes, count);
  (void)ignored;
}

bool pseudo_terminal_has_ended(pseudo_terminal *terminal) {
  if (!terminal->has_ended)
    terminal->has_ended = waitpid(terminal->program, &terminal->status, WNOHANG) != 0;
  return terminal->has_ended;
}

int pseudo_terminal_exit_code(const pseudo_terminal *terminal) {
  return WIFEXITED(terminal->status) ? WEXITSTATUS(terminal->status) : -1;
}

int pseudo_terminal_death(const pseudo_terminal *terminal) {
  return WIFSIGNALED(terminal->status) ? WTERMSIG(terminal->status) : 0;
}

static int32_t color(VTermColor color) {
  if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color)) return -1;
  if (VTERM_COLOR_IS_INDEXED(&color)) return color.indexed.idx;
  return color.rgb.red << 16 | color.rgb.green << 8 | color.rgb.blue;
}

pseudo_terminal_cell pseudo_terminal_at(const pseudo_terminal *terminal, int column, int row) {
  VTermScreenCell cell = {0};
  vterm_screen_get_cell(terminal->screen, (VTermPos){.row = row, .col = column}, &cell);
  return (pseudo_terminal_cell){
      .scalar = cell.chars[0] == 0 ? ' ' : cell.chars[0],
      .foreground = color(cell.fg),
      .background = color(cell.bg),
      .bold = cell.attrs.bold,
      .underline = cell.attrs.underline != 0,
      .reverse = cell.attrs.reverse,
  };
}

int pseudo_terminal_columns(const pseudo_terminal *terminal) {
  int rows, columns;
  vterm_get_size(terminal->emulator, &rows, &columns);
  return columns;
}

int pseudo_terminal_rows(const pseudo_terminal *terminal) {
  int rows, columns;
  vterm_get_size(terminal->emulator, &rows, &columns);
  return rows;
}

int pseudo_terminal_cursor_column(const pseudo_terminal *terminal) { return terminal->cursor.col; }

int pseudo_terminal_cursor_row(const pseudo_terminal *terminal) { return terminal->cursor.row; }

bool pseudo_terminal_shows_cursor(const pseudo_terminal *terminal) {
  return terminal->shows_cursor;
}

bool pseudo_terminal_is_alternate(const pseudo_terminal *terminal) {
  return terminal->is_alternate;
}

bool pseudo_terminal_is_as_found(const pseudo_terminal *terminal) {
  struct termios now;
  if (tcgetattr(terminal->line, &now) < 0) return false;
  const struct termios *found = &terminal->found;
  return now.c_iflag == found->c_iflag && now.c_oflag == found->c_oflag &&
         now.c_cflag == found->c_cflag && now.c_lflag == found->c_lflag &&
         memcmp(now.c_cc, found->c_cc, sizeof now.c_cc) == 0;
}
