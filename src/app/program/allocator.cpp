// Puts mimalloc in the place of the C library's allocator, for C++ and for every library of the
// program: docs/decisions/0009-mimalloc.md says why. Executables link it, tests with sanitizers do
// without.
#ifdef KRAM_HAS_MIMALLOC
#include <mimalloc-new-delete.h>
#endif
