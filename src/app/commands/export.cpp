#include "shop/reports/export.h"

#include <CLI/App.hpp>
#include <array>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/console/progress_line.h"
#include "app/console/scratch_directory.h"

namespace app::commands {
namespace {

std::string_view description_of(std::string_view table) {
  constexpr std::array kDescriptions{
      std::pair{"orders", "Every order, oldest first"},
      std::pair{"users", "Every customer, by Telegram id"},
      std::pair{"ledger", "Every movement of money, oldest first"},
      std::pair{"deposits", "Every deposit, oldest first"},
      std::pair{"products", "Every unit, without what it delivers, oldest first"}};
  for (const auto& [name, description] : kDescriptions) {
    if (name == table) {
      return description;
    }
  }
  return "Every record, oldest first";
}

// Returns a snapshot of all rows, in an unlinked temporary file, so that a slow reader does not
// hold up the database.
std::fstream collect(Console& console, db::Database& database, std::string_view table,
                     shop::ExportFormat format) {
  const ScratchDirectory scratch;
  ProgressLine progress(console.progress());
  std::fstream rows;
  database.read_blocking([&](db::Tx& tx) {
    const auto path = scratch.path() / "rows";
    rows = std::fstream(path, std::ios::in | std::ios::out | std::ios::binary | std::ios::trunc);
    std::filesystem::remove(path);
    shop::write_export(tx, table, format, rows, [&](std::int64_t records) {
      progress.show(fmt::format("Records: {}…", records));
    });
    return rows.flush().good();
  });
  rows.seekg(0);
  return rows;
}

ExitCode export_records(Console& console, std::string_view table, const std::string& format) {
  return with_database(console, [&](db::Database& database) {
    auto rows = collect(console, database, table,
                        format == "json" ? shop::ExportFormat::json : shop::ExportFormat::csv);
    if (!rows) {
      return report(console, {base::ErrorKind::unavailable,
                              "The directory for temporary files could not be written."});
    }
    console.out << rows.rdbuf();
    console.out.flush();
    return console.out ? ExitCode::done
                       : report(console, {base::ErrorKind::unavailable,
                                          "Standard output could not be written."});
  });
}

}  // namespace

void add_export(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("export", "Write records to standard output");
  command->footer("Examples:\n  kram export orders > orders.csv");
  command->require_subcommand(1);
  for (const auto& table : shop::export_tables()) {
    auto* const records =
        command->add_subcommand(std::string(table.name), std::string(description_of(table.name)));
    const auto format = std::make_shared<std::string>("csv");
    records->add_option("--format", *format, "csv or json")
        ->check(CLI::IsMember({"csv", "json"}))
        ->capture_default_str();
    records->footer(fmt::format(
        "Examples:\n  kram export {0} > {0}.csv\n  kram export {0} --format json", table.name));
    records->callback([&chosen, format, name = table.name] {
      chosen = [format, name](Console& console) { return export_records(console, name, *format); };
    });
  }
}

}  // namespace app::commands
