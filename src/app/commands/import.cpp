#include <CLI/App.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/console/progress_file.h"
#include "app/console/progress_line.h"
#include "app/import/import_text.h"
#include "app/import/product_import.h"
#include "base/clock.h"
#include "db/core/failure.h"
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

// What `kram import products` was told.
struct Order {
  std::string path;
  bool dry_run = false;
  bool allow_repeated = false;

  shop::Repeats repeats() const {
    return allow_repeated ? shop::Repeats::allowed : shop::Repeats::refused;
  }
};

std::expected<shop::ImportSummary, shop::ImportErrors> check(Console& console, const Order& order) {
  ProgressFile file(order.path, "Checking", console.progress());
  return shop::check_products_csv(file, order.repeats());
}

// Opening a file of SQLite would make it.
bool is_there(std::string_view database_url) {
  constexpr std::string_view kScheme = "sqlite:";
  return !database_url.starts_with(kScheme) ||
         std::filesystem::exists(database_url.substr(kScheme.size()));
}

// Nothing when there is no database to ask.
std::optional<shop::ImportErrors> find_had_goods(Console& console, const std::string& path) {
  const auto settings = load_settings(console);
  base::Logger logger;
  const auto database = settings && is_there(settings->database_url)
                            ? open_migrated(*settings, logger)
                            : base::Result<std::unique_ptr<db::Database>>();
  if (!database || !*database) {
    return std::nullopt;
  }
  try {
    note_unread_units(**database);
    ProgressFile file(path, "Comparing", console.progress());
    return (*database)->read_blocking([&](db::Tx& tx) { return shop::find_had_goods(tx, file); });
  } catch (const db::Failure&) {
    return std::nullopt;
  }
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
                                                                   const Order& order,
                                                                   std::int64_t units,
                                                                   db::Database& database) {
  const base::SystemClock clock;
  ProgressFile file(order.path, "Reading", console.progress());
  ProgressLine line(console.progress());
  return ProductImport(database, clock, show_on(line))
      .run(file, units, order.repeats(),
           shop::permit<shop::Act::import_products>(shop::Actor::cli()).value());
}

ExitCode import(Console& console, const Order& order, std::int64_t units, db::Database& database) {
  if (report_finished(console, order.path, finish_stopped(console, database))) {
    return ExitCode::done;
  }
  const auto imported = import_file(console, order, units, database);
  if (!imported) {
    return refuse(console, order.path, imported.error());
  }
  console.err << fmt::format("Imported units: {}, from rows: {}.\n", imported->units,
                             imported->rows);
  return ExitCode::done;
}

// Asks the database which goods the shop had, if there is one: a dry run needs none.
ExitCode finish_dry_run(Console& console, const Order& order, const shop::ImportSummary& summary) {
  std::string unasked;
  if (!order.allow_repeated) {
    const auto had = find_had_goods(console, order.path);
    if (had && !had->empty()) {
      return refuse(console, order.path, *had);
    }
    unasked = had ? "" : " The database could not be asked which of it the shop had.";
  }
  console.err << fmt::format("Nothing is wrong. Units: {}, rows: {}. Nothing was imported.{}\n",
                             summary.units, summary.rows, unasked);
  return ExitCode::done;
}

// The file is checked before the database is opened, so that a bad file blocks no one.
ExitCode import_products(Console& console, const Order& order) {
  if (!std::ifstream(order.path)) {
    return report(console, {base::ErrorKind::unavailable, order.path + " cannot be read."});
  }
  const auto checked = check(console, order);
  if (!checked) {
    return refuse(console, order.path, checked.error());
  }
  if (order.dry_run) {
    return finish_dry_run(console, order, *checked);
  }
  return with_database(console, [&](db::Database& database) {
    return import(console, order, checked->units, database);
  });
}

}  // namespace

void add_import(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("import", "Add records from a file");
  command->footer("Examples:\n  kram import products goods.csv --dry-run");
  command->require_subcommand(1);
  auto* const products = command->add_subcommand(
      "products",
      "Add units from a CSV file; when a row is wrong, nothing of the file is imported");
  const auto order = std::make_shared<Order>();
  products->add_option("FILE", order->path, "The CSV file")->required()->check(CLI::ExistingFile);
  products->add_flag("--dry-run", order->dry_run, "Check the file and import nothing");
  products->add_flag("--allow-repeated", order->allow_repeated,
                     "Import goods that the shop has, or has sold, once more");
  products->footer(
      "Examples:\n  kram import products goods.csv --dry-run\n  kram import products goods.csv");
  products->callback([&chosen, order] {
    chosen = [order](Console& console) { return import_products(console, *order); };
  });
}

}  // namespace app::commands
