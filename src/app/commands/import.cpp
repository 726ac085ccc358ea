#include <CLI/App.hpp>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/open_database.h"
#include "app/progress_file.h"
#include "base/clock.h"
#include "shop/product_csv.h"

namespace app::commands {
namespace {

ExitCode refuse(Console& console, const std::string& path, const shop::CsvErrors& errors) {
  for (const auto& error : errors) {
    console.err << fmt::format("kram: {}: {}\n", path, shop::describe(error));
  }
  console.err << "kram: nothing was imported\n";
  return ExitCode::failed;
}

std::ostream* progress_of(Console& console) {
  return console.shows_progress ? &console.err : nullptr;
}

std::expected<shop::ImportSummary, shop::CsvErrors> check(Console& console,
                                                          const std::string& path) {
  ProgressFile file(path, "Checking", progress_of(console));
  return shop::check_products_csv(file);
}

ExitCode import(Console& console, const std::string& path, db::Database& database) {
  const base::SystemClock clock;
  ProgressFile file(path, "Importing", progress_of(console));
  const auto imported = database.transact_blocking(
      [&](db::Tx& tx) { return shop::import_products(tx, file, "cli", clock.now()); });
  if (!imported) {
    return refuse(console, path, imported.error());
  }
  console.err << fmt::format("Imported units: {}, from rows: {}.\n", imported->units,
                             imported->rows);
  return ExitCode::done;
}

// The file is checked before the database is opened, so that a bad one holds up nobody.
ExitCode import_products(Console& console, const std::string& path, bool dry_run) {
  if (!std::ifstream(path)) {
    return report(console, {base::ErrorKind::unavailable, path + " cannot be read."});
  }
  const auto checked = check(console, path);
  if (!checked) {
    return refuse(console, path, checked.error());
  }
  if (dry_run) {
    console.err << fmt::format("Nothing is wrong. Units: {}, rows: {}. Nothing was imported.\n",
                               checked->units, checked->rows);
    return ExitCode::done;
  }
  return with_database(console,
                       [&](db::Database& database) { return import(console, path, database); });
}

}  // namespace

void add_import(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("import", "Add records from a file");
  command->require_subcommand(1);
  auto* const products = command->add_subcommand(
      "products",
      "Add units from a CSV file; when a row is wrong, nothing of the file is imported");
  const auto path = std::make_shared<std::string>();
  const auto dry_run = std::make_shared<bool>(false);
  products->add_option("FILE", *path, "The CSV file")->required()->check(CLI::ExistingFile);
  products->add_flag("--dry-run", *dry_run, "Check the file and import nothing");
  products->callback([&chosen, path, dry_run] {
    chosen = [path, dry_run](Console& console) {
      return import_products(console, *path, *dry_run);
    };
  });
}

}  // namespace app::commands
