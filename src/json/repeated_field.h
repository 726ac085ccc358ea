// Fields that stand twice in one object of a JSON text, which readers understand differently.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace json {

// Names of fields and positions in arrays, from the outermost on.
using FieldPath = std::vector<std::variant<std::string, std::size_t>>;

// The first such field. REQUIRES: the text is well-formed JSON no deeper than `depth`.
std::optional<FieldPath> repeated_field(std::string_view text, std::size_t depth);

}  // namespace json
