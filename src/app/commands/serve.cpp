#include <CLI/App.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "app/commands/commands.h"
#include "app/console/open_database.h"
#include "app/import/product_import.h"
#include "app/services/run_until_signal.h"
#include "app/services/shop_service.h"
#include "app/settings/environment.h"
#include "app/setup/dialogue.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/migrations/migrations.h"
#include "db/open.h"

namespace app::commands {
namespace {

constexpr int kConnections = 20;
constexpr std::string_view kAllRoles = "bot,web,chain,jobs";
// How long a database server that was started together with the shop is waited for.
constexpr std::chrono::seconds kServerStart{60};

base::Result<Settings> settings_for(Console& console, Roles roles) {
  auto settings = load_settings(console);
  if (!settings) {
    return settings;
  }
  if (auto complete = require_settings(*settings, roles); !complete) {
    return std::unexpected(std::move(complete.error()));
  }
  return settings;
}

// By connections of its own, since a migration may take as long as it needs.
base::Result<void> migrate(const Settings& settings, const base::Clock& clock,
                           base::Logger& logger) {
  const auto database = db::open({.url = settings.database_url,
                                  .connections = 1,
                                  .answer_timeout = kNoAnswerTimeout,
                                  .wait_for_server = kServerStart},
                                 logger);
  if (!database) {
    return std::unexpected(database.error());
  }
  const auto applied = db::migrate(**database, clock);
  if (!applied) {
    return std::unexpected(applied.error());
  }
  if (*applied > 0) {
    logger.info("Brought the database up to date: {} migrations.", *applied);
  }
  note_unread_units(**database);
  return require_currency(**database, settings);
}

base::Result<std::unique_ptr<db::Database>> open_and_migrate(const Settings& settings,
                                                             const base::Clock& clock,
                                                             base::Logger& logger) {
  if (auto migrated = migrate(settings, clock, logger); !migrated) {
    return std::unexpected(std::move(migrated.error()));
  }
  return db::open({.url = settings.database_url, .connections = kConnections}, logger);
}

base::Result<void> serve(const Settings& settings, Roles roles, base::Logger& logger) {
  const base::SystemClock clock;
  base::SystemRandom random;
  boost::asio::io_context io(1);
  const auto database = open_and_migrate(settings, clock, logger);
  if (!database) {
    return std::unexpected(database.error());
  }
  const auto service = ShopService::make(
      io.get_executor(), settings, roles,
      {.database = **database, .clock = clock, .random = random, .logger = logger});
  if (!service) {
    return std::unexpected(service.error());
  }
  if (const auto port = (*service)->port()) {
    logger.info("Listening on port {} of {}.", *port, settings.web_listen);
  }
  return run_until_signal(io, **service, logger);
}

ExitCode serve(Console& console, const std::string& role_names) {
  outlive_lost_output();
  const auto roles = parse_roles(role_names);
  if (!roles) {
    return report(console, roles.error());
  }
  const auto settings = settings_for(console, *roles);
  if (!settings) {
    return report(console, settings.error());
  }
  base::Logger logger({.level = settings->log_level, .file = settings->log_file});
  for (auto& secret : secrets_of(*settings)) {
    logger.hide(std::move(secret));
  }
  const auto ended = serve(*settings, *roles, logger);
  if (!ended) {
    logger.error("{}", ended.error().message);
    return report(console, ended.error());
  }
  return ExitCode::done;
}

// `make run` in front of a person, with nothing set up.
bool wants_setup(Console& console) {
  Dialogue dialogue(console);
  dialogue.say(
      "No BOT_TOKEN is set. `kram setup` opens a real shop: it asks for a bot's token, the owner, "
      "ways to pay and a password, and writes them to .env. The demo needs none of it: Telegram is "
      "simulated on this machine, and no money is real.");
  return dialogue.confirm("Set up a real shop now? (No: show the demo.)", /*usual=*/false)
      .value_or(false);
}

// Only BOT_TOKEN tells that a shop is set up: the other names may be another program's.
ExitCode serve_or_show_demo(Console& console, const std::string& role_names) {
  const auto environment = load_environment(console.working_directory);
  if (!environment) {
    return report(console, environment.error());
  }
  const auto token = environment->values.find("BOT_TOKEN");
  const bool has_token = token != environment->values.end() && !token->second.empty();
  if (has_token) {
    return serve(console, role_names);
  }
  return console.asks_person && wants_setup(console) ? run_setup(console) : show_demo(console);
}

}  // namespace

ExitCode run_serve(Console& console) { return serve(console, std::string(kAllRoles)); }

void add_serve(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("serve", "Run the shop");
  const auto roles = std::make_shared<std::string>(kAllRoles);
  command->add_option("--roles", *roles, "What this process does: some of bot, web, chain and jobs")
      ->capture_default_str();
  const auto or_demo = std::make_shared<bool>(false);
  command->add_flag("--or-demo", *or_demo, "Show the demo instead while BOT_TOKEN is not set");
  command->footer("Examples:\n  kram serve\n  kram serve --roles web,jobs");
  command->callback([&chosen, roles, or_demo] {
    chosen = [roles, or_demo](Console& console) {
      return *or_demo ? serve_or_show_demo(console, *roles) : serve(console, *roles);
    };
  });
}

}  // namespace app::commands
