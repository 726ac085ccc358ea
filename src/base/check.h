// Broken invariants: the process stops at once rather than go on with wrong money or stock.
#pragma once

#include <source_location>
#include <string_view>

namespace base {

// Ends the process with the place and `what` on standard error when `holds` is false, in every
// build. For what only a defect in Kram can cause. What a person or a peer can cause is a returned
// Error.
void check(bool holds, std::string_view what,
           std::source_location where = std::source_location::current());

}  // namespace base
