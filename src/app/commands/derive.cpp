#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/currency_option.h"

namespace app::commands {
namespace {

struct DeriveOptions {
  std::string currency;
  std::uint32_t count = 0;
  std::uint32_t from = 0;
};

base::Result<chain::Account> account_for(Console& console, base::Coin coin) {
  const auto settings = load_settings(console);
  return settings ? require_account(*settings, coin) : std::unexpected(settings.error());
}

ExitCode derive(Console& console, const DeriveOptions& options) {
  const auto account = account_for(console, base::coin_with_code(options.currency).value());
  if (!account) {
    return report(console, account.error());
  }
  if (options.count > chain::kHardened - options.from) {
    return report(console, {base::ErrorKind::invalid,
                            fmt::format("--from and --count must stay within the {} addresses.",
                                        chain::kHardened)});
  }
  for (std::uint32_t i = 0; i < options.count && console.out; ++i) {
    const auto index = options.from + i;
    console.out << fmt::format("{} {}\n", index, account->address(index));
  }
  console.out.flush();
  return console.out ? ExitCode::done
                     : report(console, {base::ErrorKind::unavailable,
                                        "Standard output could not be written."});
}

}  // namespace

void add_derive(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "derive", "Print the addresses that customers will get, to compare with the wallet's");
  const auto options = std::make_shared<DeriveOptions>();
  add_currency_option(*command, options->currency);
  command->add_option("--count", options->count, "How many")
      ->required()
      ->check(CLI::Range(1U, chain::kHardened));
  command->add_option("--from", options->from, "The first one's index")
      ->check(CLI::Range(0U, chain::kHardened - 1))
      ->capture_default_str();
  command->footer(
      "Examples:\n  kram derive --currency BTC --count 5\n  kram derive --currency LTC --count 1 "
      "--from 100");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return derive(console, *options); };
  });
}

}  // namespace app::commands
