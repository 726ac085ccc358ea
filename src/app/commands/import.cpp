#include <CLI/App.hpp>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/console/progress_file.h"
#include "app/console/progress_line.h"
#include "app/import/import_text.h"
#include "app/import/product_import.h"
#include "base/clock.h"
#include "shop/stock/import/product_csv.h"

namespace app::commands {
namespace {

ExitCode refuse(Console& console, const std::string& path, const shop::ImportErrors& errors) {
  for (const auto& error : errors) {
    console.err << fmt::format("kram: {}: {}\n", path, describe(error));
  }
  console.err << "kram: nothing was imported\n";
  return ExitCode::failed;
}

std::expected<shop::ImportSummary, shop::ImportErrors> check(Console& console,
                                                             const std::string& path) {
  ProgressFile file(path, "Checking", console.progress());
  return shop::check_products_csv(file);
}

ProductImport::OnMoved show_on(ProgressLine& line) {
  return [&line](std::int64_t units, std::int64_t of) {
    line.show(fmt::format("Importing… {} of {} units", units, of));
  };
}

std::vector<shop::StagedImport> finish_stopped(Console& console, db::Database& database) {
  const base::SystemClock clock;
  ProgressLine line(console.progress());
  return ProductImport(database, clock, show_on(line)).finish_stopped();
}

// Reports the finished imports; true when this file's was among them.
bool report_finished(Console& console, const std::string& path,
                     const std::vector<shop::StagedImport>& finished) {
  bool has_this = false;
  for (const auto& import : finished) {
    std::ifstream file(path, std::ios::binary);
    const bool is_this = import.checksum == checksum_of(file);
    console.err << fmt::format(
        "An import{} that had been stopped is finished. Units: {}, rows: {}.\n",
        is_this ? " of this file" : "", import.units, import.rows);
    has_this = has_this || is_this;
  }
  return has_this;
}

std::expected<shop::ImportSummary, shop::ImportErrors> import_file(Console& console,
                                                                   const std::string& path,
                                                                   std::int64_t units,
                                                                   db::Database& database) {
  const base::SystemClock clock;
  ProgressFile file(path, "Reading", console.progress());
  ProgressLine line(console.progress());
  return ProductImport(database, clock, show_on(line)).run(file, units, shop::Actor::cli());
}

ExitCode import(Console& console, const std::string& path, std::int64_t units,
                db::Database& database) {
  if (report_finished(console, path, finish_stopped(console, database))) {
    return ExitCode::done;
  }
  const auto imported = import_file(console, path, units, database);
  if (!imported) {
    return refuse(console, path, imported.error());
  }
  console.err << fmt::format("Imported units: {}, from rows: {}.\n", imported->units,
                             imported->rows);
  return ExitCode::done;
}

// The file is checked before the database is opened, so that a bad file blocks no one.
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
  return with_database(console, [&](db::Database& database) {
    return import(console, path, checked->units, database);
  });
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
