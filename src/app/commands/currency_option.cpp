#include "app/commands/currency_option.h"

#include <CLI/App.hpp>
#include <vector>

#include <fmt/ranges.h>

#include "base/coin.h"

namespace app::commands {

void add_currency_option(CLI::App& command, std::string& code) {
  std::vector<std::string> codes;
  for (const auto& row : base::coins()) {
    codes.emplace_back(row.code);
  }
  command.add_option("--currency", code, fmt::format("{}", fmt::join(codes, " or ")))
      ->required()
      ->check(CLI::IsMember(codes));
}

}  // namespace app::commands
