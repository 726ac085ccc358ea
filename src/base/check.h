// Broken invariants: the process stops at once rather than go on with wrong money or stock.
#pragma once

#include <source_location>
#include <string_view>

namespace base {

// Ends the process with the place and `what` on standard error when `holds` is false, in every
// build. For defects in Kram only: what a person or a peer can cause is returned as an Error.
void check(bool holds, std::string_view what,
           std::source_location where = std::source_location::current());

}  // namespace base
