#include "shop/reports/audit.h"

#include <CLI/App.hpp>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/console/progress_line.h"
#include "base/clock.h"

namespace app::commands {
namespace {

std::vector<std::string> find_violations(Console& console, db::Database& database) {
  ProgressLine progress(console.progress());
  return database.read_blocking([&](db::Tx& tx) {
    return shop::violations(tx, base::SystemClock().now(), [&](std::size_t check, std::size_t of) {
      progress.show(fmt::format("Check {} of {}…", check, of));
    });
  });
}

ExitCode audit(Console& console) {
  return with_database(console, [&](db::Database& database) {
    const auto violations = find_violations(console, database);
    for (const auto& violation : violations) {
      console.out << violation << '\n';
    }
    if (violations.empty()) {
      console.err << "Money and stock agree with the ledger and the orders.\n";
    }
    return violations.empty() ? ExitCode::done : ExitCode::failed;
  });
}

}  // namespace

void add_audit(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "audit", "Check the invariants of money and stock; print a line for each violation");
  command->footer("Examples:\n  kram audit && echo sound");
  command->callback([&chosen] { chosen = audit; });
}

}  // namespace app::commands
