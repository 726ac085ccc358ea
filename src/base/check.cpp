#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace base {

void check(bool holds, std::string_view what, std::source_location where) {
  if (holds) [[likely]] {
    return;
  }
  std::fprintf(stderr, "invariant broken: %.*s (%s:%u)\n", static_cast<int>(what.size()),
               what.data(), where.file_name(), static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace base
