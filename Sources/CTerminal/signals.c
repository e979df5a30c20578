#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminal.h"

// Death leaves the terminal as it was found, and stays a death by that signal, so that a shell
// sees what happened. A polite signal goes through a pipe to the loop, which closes curses; a
// crash restores with nothing but calls that are safe in a handler.

static struct termios former_settings;
static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t is_dying;
static volatile sig_atomic_t is_resized;
static volatile sig_atomic_t is_mouse_reported;
static volatile sig_atomic_t is_redefined;
static volatile sig_atomic_t is_in_frame;

// What is written to standard error while the screen is up would be lost with it, so it is held
// in a file without a name until the terminal is restored.
static int held_errors = -1;
static int former_errors = -1;

static void hold_errors(void) {
  if (!isatty(STDERR_FILENO)) return;
  char path[] = "/tmp/blockwalk-XXXXXX";
  held_errors = mkstemp(path);
  if (held_errors < 0) return;
  unlink(path);
  former_errors = dup(STDERR_FILENO);
  fcntl(held_errors, F_SETFD, FD_CLOEXEC);
  fcntl(former_errors, F_SETFD, FD_CLOEXEC);
  dup2(held_errors, STDERR_FILENO);
}

static void release_errors(void) {
  if (held_errors < 0) return;
  dup2(former_errors, STDERR_FILENO);
  char text[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(held_errors, text, sizeof text, offset)) > 0) {
    if (write(STDERR_FILENO, text, (size_t)count) < 0) break;
    offset += count;
  }
  close(held_errors);
  close(former_errors);
  held_errors = -1;
}

static void send(const char *text, size_t count) {
  ssize_t ignored = write(STDOUT_FILENO, text, count);
  (void)ignored;
}

void signals_begin_frame(void) {
  static const char begin[] = "\033[?2026h";
  is_in_frame = 1;
  send(begin, sizeof begin - 1);
}

void signals_end_frame(void) {
  static const char end[] = "\033[?2026l";
  send(end, sizeof end - 1);
  is_in_frame = 0;
}

// Attributes off, keypad off, cursor on, main screen: what curses switched on, undone blindly.
static void restore_at_once(void) {
  static const char leave[] = "\033[m\033[?1l\033>\033[?25h\033[?1049l\r";
  static const char release_mouse[] = "\033[?1006;1015;1000l";
  static const char reset_colors[] = "\033]104\007";
  if (is_in_frame) signals_end_frame();
  if (is_redefined) send(reset_colors, sizeof reset_colors - 1);
  if (is_mouse_reported) send(release_mouse, sizeof release_mouse - 1);
  send(leave, sizeof leave - 1);
  tcsetattr(STDIN_FILENO, TCSANOW, &former_settings);
  release_errors();
}

static void send_byte(int signal) {
  const int error = errno;
  const unsigned char byte = (unsigned char)signal;
  ssize_t ignored = write(wake_pipe[1], &byte, 1);
  (void)ignored;
  errno = error;
}

static void die_again(int number) {
  signal(number, SIG_DFL);
  raise(number);
}

// A release build traps without a word, so one is said for it.
static void on_crash(int number) {
  static const char word[] =
      "Error: Blockwalk met a fault of its own and ends; what was answered is kept.\n";
  restore_at_once();
  ssize_t ignored = write(STDERR_FILENO, word, sizeof word - 1);
  (void)ignored;
  die_again(number);
}

// A second signal before the loop has seen the first: the program is stuck, so end it here.
static void on_deadly(int number) {
  if (is_dying) {
    restore_at_once();
    die_again(number);
    return;
  }
  is_dying = 1;
  send_byte(number);
}

// However often a window changes while a frame is drawn, it is looked at once afterwards.
static void on_resize(int number) {
  (void)number;
  if (is_resized) return;
  is_resized = 1;
  send_byte(SIGWINCH);
}

static void on_stop(int number) { send_byte(number); }

static struct {
  int number;
  void (*handler)(int);
  int flags;
  struct sigaction former;
} watched[] = {
    {.number = SIGINT, .handler = on_deadly},
    {.number = SIGTERM, .handler = on_deadly},
    {.number = SIGHUP, .handler = on_deadly},
    {.number = SIGQUIT, .handler = on_deadly},
    {.number = SIGSEGV, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGBUS, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGILL, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGFPE, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGTRAP, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGABRT, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGSYS, .handler = on_crash, .flags = SA_ONSTACK},
    {.number = SIGWINCH, .handler = on_resize, .flags = SA_RESTART},
    // Curses, with a handler of its own, would lose a Ctrl-Z that falls into a frame.
    {.number = SIGTSTP, .handler = on_stop, .flags = SA_RESTART},
    // The window may have changed unseen while the process was stopped.
    {.number = SIGCONT, .handler = on_resize, .flags = SA_RESTART},
};

enum { watched_count = sizeof watched / sizeof *watched };

static bool was_ignored(int index) {
  const struct sigaction *former = &watched[index].former;
  return !(former->sa_flags & SA_SIGINFO) && former->sa_handler == SIG_IGN;
}

bool signals_open(void) {
  if (pipe(wake_pipe) < 0 || tcgetattr(STDIN_FILENO, &former_settings) < 0) return false;
  for (int end = 0; end < 2; end++) {
    fcntl(wake_pipe[end], F_SETFL, O_NONBLOCK);
    fcntl(wake_pipe[end], F_SETFD, FD_CLOEXEC);
  }
  // A stack overflow leaves no room for a handler, so it gets a stack of its own.
  static char stack[65536];
  terminal_crash_on(stack, sizeof stack);
  // A process may be started with signals blocked, and would then never hear of them.
  sigset_t heard;
  sigemptyset(&heard);
  for (int i = 0; i < watched_count; i++) {
    struct sigaction action = {.sa_handler = watched[i].handler, .sa_flags = watched[i].flags};
    sigemptyset(&action.sa_mask);
    sigaction(watched[i].number, NULL, &watched[i].former);
    if (!was_ignored(i)) sigaction(watched[i].number, &action, NULL);
    sigaddset(&heard, watched[i].number);
  }
  pthread_sigmask(SIG_UNBLOCK, &heard, NULL);
  hold_errors();
  return true;
}

void signals_stop(void) {
  struct sigaction handled;
  const struct sigaction stopping = {.sa_handler = SIG_DFL};
  sigaction(SIGTSTP, &stopping, &handled);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &handled, NULL);
}

void signals_close(void) {
  tcsetattr(STDIN_FILENO, TCSADRAIN, &former_settings);
  release_errors();
  for (int i = 0; i < watched_count; i++) sigaction(watched[i].number, &watched[i].former, NULL);
}

int signals_descriptor(void) { return wake_pipe[0]; }

int signals_next(void) {
  unsigned char byte;
  if (read(wake_pipe[0], &byte, 1) != 1) return -1;
  if (byte == SIGWINCH) is_resized = 0;
  return byte;
}

void signals_note_mouse(bool is_reported) { is_mouse_reported = is_reported; }

void signals_note_colors(void) { is_redefined = 1; }

_Noreturn void signals_die(int number) {
  signal(number, SIG_DFL);
  raise(number);
  _exit(128 + number);
}

void terminal_wake(void) { send_byte(0); }

void terminal_crash_on(void *stack, size_t size) {
  const stack_t alternate = {
      .ss_sp = stack, .ss_size = size, .ss_flags = stack == NULL ? SS_DISABLE : 0};
  sigaltstack(&alternate, NULL);
}
