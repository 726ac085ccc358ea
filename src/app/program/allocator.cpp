// Replaces the C library's allocator by mimalloc, for C++ and for every library of the program
// (docs/decisions/0009-mimalloc.md). Executables link it, tests with sanitizers do not.
#ifdef KRAM_HAS_MIMALLOC
#include <mimalloc-new-delete.h>
#endif
