#pragma once

// Asks the cache for the line of an address, which may be any: nothing is read.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }

// The same, of a line that will be written.
static inline void prefetch_line_to_write(void *address) { __builtin_prefetch(address, 1); }
