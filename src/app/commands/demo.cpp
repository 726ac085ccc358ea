#include "app/demo/demo.h"

#include <CLI/App.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <ostream>
#include <thread>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/console/scratch_directory.h"
#include "app/services/run_until_signal.h"
#include "base/random.h"
#include "db/migrations/migrations.h"
#include "db/open.h"

namespace app::commands {
namespace {

constexpr std::string_view kPasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

struct Choices {
  int chat_port = 8080;
  int web_port = 8000;
  bool chat_port_is_given = false;
  bool web_port_is_given = false;
  std::string record_file;  // "": none
};

std::string loopback(int port) { return fmt::format("127.0.0.1:{}", port); }

// On the default port, or on a free one when that is taken and was not asked for.
std::unique_ptr<sandbox::BotApiServer> start_telegram(const Choices& choices,
                                                      toychain::ToyNetwork& coins,
                                                      const base::Clock& clock,
                                                      base::Logger& logger) {
  const auto start = [&](int port) {
    return std::make_unique<sandbox::BotApiServer>(
        sandbox::BotApiServer::Options{.listen = loopback(port),
                                       .flood = sandbox::FloodLimits::telegram(),
                                       .record_file = choices.record_file,
                                       .chat_page = true,
                                       .extra_routes = routes_of(coins)},
        clock, logger);
  };
  try {
    return start(choices.chat_port);
  } catch (const std::runtime_error&) {
    if (choices.chat_port_is_given) {
      throw;
    }
  }
  return start(0);
}

base::Result<std::unique_ptr<ShopService>> start_shop(boost::asio::io_context& io,
                                                      Settings& settings, const Choices& choices,
                                                      const Context& context) {
  auto service = ShopService::make(io.get_executor(), settings, Roles::all(), context);
  if (service || choices.web_port_is_given) {
    return service;
  }
  settings.web_listen = loopback(0);
  return ShopService::make(io.get_executor(), settings, Roles::all(), context);
}

void print_invitation(std::ostream& out, const std::string& chat_url, std::uint16_t web_port,
                      const DemoLogin& login) {
  out << fmt::format(
             "\nThe demo is ready. Telegram is simulated on this machine; no money is real.\n\n"
             "  Chat with the shop   {}\n"
             "  Dashboard            http://127.0.0.1:{}  (user {}, password {})\n"
             "  REST API             http://127.0.0.1:{}/docs\n\n"
             "Press Ctrl+C to end it; nothing of it is kept.\n\n",
             chat_url, web_port, login.username, login.password, web_port)
      << std::flush;
}

base::Result<std::unique_ptr<db::Database>> open_new(const Settings& settings,
                                                     const base::Clock& clock,
                                                     base::Logger& logger) {
  auto database = db::open({.url = settings.database_url}, logger);
  if (database) {
    if (const auto migrated = db::migrate(**database, clock); !migrated) {
      return std::unexpected(migrated.error());
    }
    if (auto same = require_currency(**database, settings); !same) {
      return std::unexpected(std::move(same.error()));
    }
  }
  return database;
}

base::Result<void> demonstrate(Console& console, const Choices& choices) {
  const base::SystemClock clock;
  base::SystemRandom random;
  const ScratchDirectory directory;
  const DemoLogin login{.username = "owner",
                        .password = base::random_text(random, 12, kPasswordAlphabet)};
  base::Logger logger({.file = directory.path() / "bot.log"});
  toychain::ToyNetwork coins(clock);
  const auto telegram = start_telegram(choices, coins, clock, logger);
  add_demo_people(*telegram);
  auto settings = demo_settings(*telegram, directory.path(), loopback(choices.web_port), login);
  if (!settings) {
    return std::unexpected(settings.error());
  }
  boost::asio::io_context io(1);
  const auto database = open_new(*settings, clock, logger);
  if (!database) {
    return std::unexpected(database.error());
  }
  if (auto filled = add_demo_goods(**database, *telegram, clock.now()); !filled) {
    return filled;
  }
  if (auto drawn = add_demo_pictures(**database, clock.now()); !drawn) {
    return drawn;
  }
  const auto service =
      start_shop(io, *settings, choices,
                 {.database = **database, .clock = clock, .random = random, .logger = logger});
  if (!service) {
    return std::unexpected(service.error());
  }
  const std::jthread opening([&, web_port = *(*service)->port()] {
    try {
      play_demo_opening(*telegram, **database, clock);
      print_invitation(console.out, telegram->url(), web_port, login);
    } catch (const std::exception& failure) {
      logger.error("The opening of the demo failed: {}", failure.what());
    }
  });
  return run_until_signal(io, **service, logger);
}

ExitCode demo(Console& console, const Choices& choices) {
  outlive_lost_output();
  const auto ended = demonstrate(console, choices);
  return ended ? ExitCode::done : report(console, ended.error());
}

}  // namespace

ExitCode show_demo(Console& console) { return demo(console, {}); }

void add_demo(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "demo", "Show the whole shop on this machine: no token, no network, nothing is kept");
  const auto choices = std::make_shared<Choices>();
  auto* const chat =
      command->add_option("--port", choices->chat_port, "Of the chat page; 0: a free one")
          ->check(CLI::Range(0, 65'535))
          ->capture_default_str();
  auto* const web =
      command->add_option("--web-port", choices->web_port, "Of the HTTP API; 0: a free one")
          ->check(CLI::Range(0, 65'535))
          ->capture_default_str();
  command->add_option(
      "--record", choices->record_file,
      "Append each Bot API call that the shop makes to this file, as a line of JSON");
  command->footer("Examples:\n  kram demo\n  kram demo --port 9090 --record calls.jsonl");
  command->callback([&chosen, choices, chat, web] {
    choices->chat_port_is_given = chat->count() > 0;
    choices->web_port_is_given = web->count() > 0;
    chosen = [choices](Console& console) { return demo(console, *choices); };
  });
}

}  // namespace app::commands
