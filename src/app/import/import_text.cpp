#include "app/import/import_text.h"

#include <fmt/format.h>

#include "shop/stock/import/error_text.h"

namespace app {

std::string describe(const shop::ImportError& error) {
  const auto text = shop::sentence_of(error, "--allow-repeated");
  return error.column.empty()
             ? fmt::format("line {}: {}", error.line, text)
             : fmt::format("line {}, column {}: {}", error.line, error.column, text);
}

}  // namespace app
