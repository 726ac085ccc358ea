// URLs of the form scheme://user:password@host.
#pragma once

#include <string_view>

namespace base {

// Whether an @ stands somewhere else than once, in front of the host (or in the query): a password
// with a bare @ or /, of which programs would take a part for the host, and show it. It is written
// %40, %2F.
bool has_stray_at(std::string_view url);

}  // namespace base
