// Questions whose answers are not shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/console/console.h"
#include "base/error.h"

namespace app {

// Writes `question` to `console.err` and reads a line that the terminal does not show. Errors
// (invalid): the answer was broken off (Ctrl+C, Ctrl+D). REQUIRES: console.asks_person.
base::Result<std::string> ask_hidden(Console& console, std::string_view question);

// Asks for it and once more; empty when the two differ. Errors and REQUIRES: as ask_hidden.
base::Result<std::optional<std::string>> ask_hidden_twice(Console& console,
                                                          std::string_view question);

}  // namespace app
