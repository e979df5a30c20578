#include "reports.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

// What is typed after so long a silence is no part of a string whose end was lost.
enum { patience_in_milliseconds = 500 };

static struct {
  char introducer;  // 0 while none is open
  bool has_escape;  // the first half of the terminator has come
  char text[64];    // the beginning; longer ones are of no interest
  size_t length;
  int64_t last;
} report;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

bool reports_begin(wint_t character) {
  if (character == 0 || character > 0x7F || strchr("]P_^X", (int)character) == NULL) return false;
  memset(&report, 0, sizeof report);
  report.introducer = (char)character;
  report.last = now();
  return true;
}

bool reports_are_open(void) {
  if (report.introducer == 0) return false;
  // Alt with one of these letters opens none: something must follow at once
  const int64_t patience = report.length == 0 ? 50 : patience_in_milliseconds;
  if (now() - report.last > patience) report.introducer = 0;
  return report.introducer != 0;
}

// One to four hexadecimal digits as a share of the largest number of as many, from 0 to 255.
static bool read_channel(const char **text, uint32_t *channel) {
  uint32_t value = 0, largest = 0;
  int digits = 0;
  for (; digits < 4; digits++, (*text)++) {
    const char *place = strchr("0123456789abcdef", **text | 0x20);
    if (**text == '\0' || place == NULL) break;
    value = value * 16 + (uint32_t)(place - "0123456789abcdef");
    largest = largest * 16 + 15;
  }
  if (digits == 0) return false;
  *channel = (value * 255 + largest / 2) / largest;
  return true;
}

// `11;rgb:1e1e/1e1e/1e1e`, or with a fourth channel `11;rgba:…` (xterm, "Operating System Commands").
static bool read_background(const char *text, uint32_t *rgb) {
  if (strncmp(text, "11;rgb:", 7) == 0) text += 7;
  else if (strncmp(text, "11;rgba:", 8) == 0) text += 8;
  else return false;
  uint32_t red, green, blue;
  if (!read_channel(&text, &red) || *text++ != '/') return false;
  if (!read_channel(&text, &green) || *text++ != '/') return false;
  if (!read_channel(&text, &blue)) return false;
  *rgb = red << 16 | green << 8 | blue;
  return true;
}

static void end(terminal_event *event) {
  const bool is_command = report.introducer == ']';
  report.introducer = 0;
  if (is_command && read_background(report.text, &event->scalar)) event->kind = terminal_background;
}

void reports_take(wint_t character, terminal_event *event) {
  report.last = now();
  // BEL ends a command and, to be safe, every other; CAN and SUB break any of them off
  if (character == 007 || character == 0x9C || (report.has_escape && character == '\\')) {
    end(event);
  } else if (character == 030 || character == 032) {
    report.introducer = 0;
  } else if (report.has_escape) {
    // an escape that closes nothing belongs to what follows
    if (!reports_begin(character)) report.introducer = 0;
  } else if (character == 033) {
    report.has_escape = true;
  } else if (report.length + 1 < sizeof report.text) {
    report.text[report.length++] = character < 0x80 ? (char)character : '?';
  }
}
