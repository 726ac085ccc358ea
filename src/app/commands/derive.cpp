#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"

namespace app::commands {
namespace {

struct Wanted {
  std::string currency;
  std::uint32_t count = 0;
  std::uint32_t from = 0;
};

base::Result<chain::Account> account_for(Console& console, chain::Coin coin) {
  const auto settings = load_settings(console);
  return settings ? require_account(*settings, coin) : std::unexpected(settings.error());
}

ExitCode derive(Console& console, const Wanted& wanted) {
  const auto account =
      account_for(console, wanted.currency == "BTC" ? chain::Coin::bitcoin : chain::Coin::litecoin);
  if (!account) {
    return report(console, account.error());
  }
  if (wanted.count > chain::kHardened - wanted.from) {
    return report(console, {base::ErrorKind::invalid,
                            fmt::format("--from and --count must stay within the {} addresses.",
                                        chain::kHardened)});
  }
  for (std::uint32_t i = 0; i < wanted.count && console.out; ++i) {
    const auto index = wanted.from + i;
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
  const auto wanted = std::make_shared<Wanted>();
  command->add_option("--currency", wanted->currency, "BTC or LTC")
      ->required()
      ->check(CLI::IsMember({"BTC", "LTC"}));
  command->add_option("--count", wanted->count, "How many")
      ->required()
      ->check(CLI::Range(1U, chain::kHardened));
  command->add_option("--from", wanted->from, "The first one's index")
      ->check(CLI::Range(0U, chain::kHardened - 1))
      ->capture_default_str();
  command->callback([&chosen, wanted] {
    chosen = [wanted](Console& console) { return derive(console, *wanted); };
  });
}

}  // namespace app::commands
