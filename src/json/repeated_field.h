// Fields that stand twice in one object of a JSON text, which readers understand differently.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace json {

// The first such field's name. REQUIRES: the text is well-formed JSON no deeper than `depth`.
std::optional<std::string> repeated_field(std::string_view text, std::size_t depth);

}  // namespace json
