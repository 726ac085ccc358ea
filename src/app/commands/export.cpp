#include "shop/export.h"

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "app/commands/commands.h"
#include "app/open_database.h"

namespace app::commands {
namespace {

constexpr int kBatch = 1'000;

void for_each_order(db::Database& database, const std::function<void(const shop::Order&)>& write) {
  std::int64_t after = 0;
  while (true) {
    const auto orders = database.read_blocking(
        [after](db::Tx& tx) { return shop::orders_after(tx, after, kBatch); });
    if (orders.empty()) {
      return;
    }
    for (const auto& order : orders) {
      write(order);
    }
    after = orders.back().id;
  }
}

void write_csv(db::Database& database, std::ostream& out) {
  out << shop::orders_csv_header();
  for_each_order(database, [&](const shop::Order& order) { out << shop::csv_line(order); });
}

void write_json(db::Database& database, std::ostream& out) {
  const char* separator = "[\n";
  for_each_order(database, [&](const shop::Order& order) {
    out << separator << shop::json_object(order);
    separator = ",\n";
  });
  out << (*separator == '[' ? "[]\n" : "\n]\n");
}

ExitCode export_orders(Console& console, const std::string& format) {
  return with_database(console, [&](db::Database& database) {
    format == "json" ? write_json(database, console.out) : write_csv(database, console.out);
    console.out.flush();
    return console.out ? ExitCode::done
                       : report(console, {base::ErrorKind::unavailable,
                                          "Standard output could not be written."});
  });
}

}  // namespace

void add_export(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("export", "Write records to standard output");
  command->require_subcommand(1);
  auto* const orders = command->add_subcommand("orders", "Every order, oldest first");
  const auto format = std::make_shared<std::string>("csv");
  orders->add_option("--format", *format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  orders->callback([&chosen, format] {
    chosen = [format](Console& console) { return export_orders(console, *format); };
  });
}

}  // namespace app::commands
