#pragma once

/// A function of the first library that can be opened; nothing where none can.
///
/// Names end with a null pointer.
void *library_function(const char *const *libraries, const char *function);
