#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "base/clock.h"

namespace app::commands {
namespace {

ExitCode print_status(Console& console, db::Database& database) {
  const auto status = db::migration_status(database);
  if (!status) {
    return report(console, status.error());
  }
  for (const auto& migration : *status) {
    console.out << fmt::format("{:04} {} {}\n", migration.version, migration.name,
                               migration.applied ? "applied" : "missing");
  }
  return ExitCode::done;
}

ExitCode apply(Console& console, db::Database& database) {
  const auto applied = db::migrate(database, base::SystemClock());
  if (!applied) {
    return report(console, applied.error());
  }
  console.err << (*applied == 0 ? "The database is up to date.\n"
                                : fmt::format("Migrations applied: {}.\n", *applied));
  return ExitCode::done;
}

ExitCode migrate(Console& console, bool only_status) {
  const auto settings = load_settings(console);
  if (!settings) {
    return report(console, settings.error());
  }
  base::Logger logger;
  const auto database = db::open({.url = settings->database_url,
                                  .connections = kCommandConnections,
                                  .answer_timeout = kNoAnswerTimeout},
                                 logger);
  if (!database) {
    return report(console, database.error());
  }
  return only_status ? print_status(console, **database) : apply(console, **database);
}

}  // namespace

void add_migrate(CLI::App& cli, Command& chosen) {
  auto* const command =
      cli.add_subcommand("migrate", "Bring the database's schema up to date (`serve` does too)");
  const auto only_status = std::make_shared<bool>(false);
  command->add_flag("--status", *only_status, "List the migrations and change nothing");
  command->footer("Examples:\n  kram migrate\n  kram migrate --status");
  command->callback([&chosen, only_status] {
    chosen = [only_status](Console& console) { return migrate(console, *only_status); };
  });
}

}  // namespace app::commands
