#pragma once
#include <stddef.h>
#include <stdint.h>

// What the compiler's libFuzzer offers to a program that has a main of its own.

int LLVMFuzzerRunDriver(int *count, char ***arguments,
                        int (*read)(const uint8_t *bytes, size_t count));
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t limit);
