// Draws pictures of a parcel locker for the demo.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

// A PNG of a locker wall with the compartment open: columns A to F, rows 01 to 24, such as "C07".
// The same compartment gives the same bytes. Nothing when there is no such compartment.
std::optional<std::string> locker_picture(std::string_view compartment);

}  // namespace sandbox
