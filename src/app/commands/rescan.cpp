#include "chain/watcher/rescan.h"

#include <CLI/App.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/currency_option.h"
#include "app/console/open_database.h"
#include "app/services/chain_service.h"
#include "base/clock.h"
#include "base/random.h"
#include "chain/watcher/new_chain.h"

namespace app::commands {
namespace {

namespace asio = boost::asio;

struct RescanOptions {
  std::string currency;
  std::int64_t from = 0;
  bool is_new_chain = false;

  base::Coin coin() const { return base::coin_with_code(currency).value(); }
};

chain::Watcher::OnProgress progress_on(Console& console) {
  if (!console.shows_progress) {
    return {};
  }
  return [&console](std::int64_t height, std::int64_t tip) {
    console.err << fmt::format("\rBlock {} of {}", height, tip) << std::flush;
  };
}

// What `work` makes of the coin's backends; waits for its end. A worker of the database may touch
// `io` for a moment after that. REQUIRES: `io` outlives the database.
template <class T>
base::Result<T> with_backend(
    asio::io_context& io, const Settings& settings, const RescanOptions& options,
    const Context& context,
    const std::function<asio::awaitable<base::Result<T>>(chain::Watcher::Context)>& work) {
  net::HttpClient http(io.get_executor(), block_options_of(settings));
  const auto backends = make_backends(settings, options.coin(), http, context);
  if (!backends) {
    return std::unexpected(backends.error());
  }
  auto done = asio::co_spawn(
      io, work(watcher_context(settings, options.coin(), **backends, context)), asio::use_future);
  while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    io.run_one();
  }
  return done.get();
}

ExitCode rescan(Console& console, asio::io_context& io, const Settings& settings,
                const RescanOptions& options, const Context& context) {
  const auto done = with_backend<chain::RescanReport>(
      io, settings, options, context, [&](chain::Watcher::Context watched) {
        return chain::rescan(std::move(watched), options.from, progress_on(console));
      });
  if (!done) {
    return report(console, done.error());
  }
  console.err << fmt::format("{}Blocks: {}, payments found: {}, deposits credited: {}.\n",
                             console.shows_progress ? "\r" : "", done->blocks, done->found,
                             done->credited);
  return ExitCode::done;
}

ExitCode follow_new_chain(Console& console, asio::io_context& io, const Settings& settings,
                          const RescanOptions& options, const Context& context) {
  const auto done = with_backend<chain::NewChain>(
      io, settings, options, context, [&](chain::Watcher::Context watched) {
        return chain::follow_new_chain(std::move(watched), options.from);
      });
  if (!done) {
    return report(console, done.error());
  }
  console.err << fmt::format(
      "The shop is on the new chain. Start it again (kram serve): it walks blocks {} to {}, "
      "credits what they pay, and takes back what is in them no more.\n",
      done->from, done->tip);
  return ExitCode::done;
}

ExitCode run(Console& console, const RescanOptions& options) {
  const auto settings = load_settings(console);
  if (!settings) {
    return report(console, settings.error());
  }
  if (const auto account = require_account(*settings, options.coin()); !account) {
    return report(console, account.error());
  }
  asio::io_context io(1);
  return with_database(console, [&](db::Database& database) {
    const base::SystemClock clock;
    base::SystemRandom random;
    base::Logger logger;
    const Context context{.database = database, .clock = clock, .random = random, .logger = logger};
    return options.is_new_chain ? follow_new_chain(console, io, *settings, options, context)
                                : rescan(console, io, *settings, options, context);
  });
}

}  // namespace

void add_rescan(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "rescan", "Walk blocks again and credit payments that the shop has missed");
  const auto options = std::make_shared<RescanOptions>();
  add_currency_option(*command, options->currency);
  command->add_option("--from", options->from, "The height of the first block")
      ->required()
      ->check(CLI::NonNegativeNumber);
  command->add_flag("--new-chain", options->is_new_chain,
                    "After a reorganisation that was too deep: go over to the backend's chain, "
                    "which is the same as the old one below --from");
  command->footer("Examples:\n  kram rescan --currency BTC --from 870000");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return run(console, *options); };
  });
}

}  // namespace app::commands
