#include "chain/rescan.h"

#include <CLI/App.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "app/chain_service.h"
#include "app/commands/commands.h"
#include "app/open_database.h"
#include "base/clock.h"
#include "base/random.h"

namespace app::commands {
namespace {

namespace asio = boost::asio;

struct Wanted {
  std::string currency;
  std::int64_t from = 0;

  shop::Coin coin() const { return currency == "BTC" ? shop::Coin::btc : shop::Coin::ltc; }
  chain::Coin chain_coin() const {
    return currency == "BTC" ? chain::Coin::bitcoin : chain::Coin::litecoin;
  }
};

chain::Watcher::OnProgress progress_on(Console& console) {
  if (!console.shows_progress) {
    return {};
  }
  return [&console](std::int64_t height, std::int64_t tip) {
    console.err << fmt::format("\rBlock {} of {}", height, tip) << std::flush;
  };
}

base::Result<chain::RescanReport> rescan(Console& console, const Settings& settings,
                                         const Wanted& wanted, const Surroundings& around) {
  asio::io_context io(1);
  net::HttpClient http(io.get_executor(), {.response_limit_bytes = kBlockBytesMax});
  const auto backend = make_backend(settings, wanted.coin(), http, around);
  if (!backend) {
    return std::unexpected(backend.error());
  }
  auto report =
      asio::co_spawn(io,
                     chain::rescan(watcher_needs(settings, wanted.coin(), **backend, around),
                                   wanted.from, progress_on(console)),
                     asio::use_future);
  while (report.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    io.run_one();
  }
  return report.get();
}

ExitCode run(Console& console, const Wanted& wanted) {
  const auto settings = load_settings(console);
  if (!settings) {
    return report(console, settings.error());
  }
  if (const auto account = require_account(*settings, wanted.chain_coin()); !account) {
    return report(console, account.error());
  }
  return with_database(console, [&](db::Database& database) {
    const base::SystemClock clock;
    base::SystemRandom random;
    base::Logger logger;
    const auto done =
        rescan(console, *settings, wanted,
               {.database = database, .clock = clock, .random = random, .logger = logger});
    if (!done) {
      return report(console, done.error());
    }
    console.err << fmt::format("{}Blocks: {}, payments found: {}, deposits credited: {}.\n",
                               console.shows_progress ? "\r" : "", done->blocks, done->found,
                               done->credited);
    return ExitCode::done;
  });
}

}  // namespace

void add_rescan(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "rescan", "Walk blocks again and credit payments that the shop has missed");
  const auto wanted = std::make_shared<Wanted>();
  command->add_option("--currency", wanted->currency, "BTC or LTC")
      ->required()
      ->check(CLI::IsMember({"BTC", "LTC"}));
  command->add_option("--from", wanted->from, "The height of the first block")
      ->required()
      ->check(CLI::NonNegativeNumber);
  command->callback(
      [&chosen, wanted] { chosen = [wanted](Console& console) { return run(console, *wanted); }; });
}

}  // namespace app::commands
