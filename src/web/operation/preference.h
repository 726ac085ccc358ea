// What the sender of a request likes best: Accept and Accept-Language (RFC 9110, 12.4.2).
#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace web {

// What `known` makes of an element's name; empty: nothing that can be given.
using Known = std::function<std::optional<std::string_view>(std::string_view name)>;

// The known element of most weight in a list such as "text/csv, */*;q=0.1", the first of those with
// the same weight; empty when none is known or all are refused (q=0).
std::optional<std::string_view> preferred(std::string_view list, const Known& known);

}  // namespace web
