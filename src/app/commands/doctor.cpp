#include "app/doctor/doctor.h"

#include <CLI/App.hpp>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <iterator>
#include <ostream>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/services/chain_service.h"
#include "app/settings/environment.h"

namespace app::commands {
namespace {

namespace asio = boost::asio;

// Runs `examine`, which asks servers, to its end.
template <class Examine>
std::vector<Finding> ask(const Settings& settings, const Examine& examine) {
  asio::io_context io;
  std::vector<Finding> findings;
  {
    net::HttpClient http(io.get_executor(), block_options_of(settings));
    auto found = asio::co_spawn(io, examine(http), asio::use_future);
    while (found.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      io.run_one();
    }
    findings = found.get();
  }
  io.poll();
  return findings;
}

std::vector<Finding> examine_bot_api_now(const Settings& settings) {
  if (settings.bot_token.empty()) {
    return {};
  }
  const base::SystemClock clock;
  return ask(settings,
             [&](net::HttpClient& http) { return app::examine_bot_api(http, settings, clock); });
}

std::vector<Finding> examine_backends_now(const Settings& settings) {
  return ask(settings,
             [&](net::HttpClient& http) { return app::examine_backends(http, settings); });
}

// What can be said of the settings themselves.
std::vector<Finding> examine_words(const Environment& environment,
                                   const ExaminedSettings& examined) {
  std::vector<Finding> findings;
  for (const auto& problem : environment.problems) {
    findings.push_back(wrong("settings", problem.message));
  }
  for (const auto& warning : environment.warnings) {
    findings.push_back(wrong("settings", warning));
  }
  for (const auto& problem : examined.problems) {
    findings.push_back(wrong("settings", problem.message));
  }
  return findings;
}

// A setting that is wrong is left out of what depends on it.
std::vector<Finding> examine_surroundings(const Settings& settings) {
  std::vector<Finding> findings;
  const auto add = [&](std::vector<Finding> more) {
    findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
  };
  if (!settings.redis_url.empty()) {
    add({right("Redis", "REDIS_URL is set, but Kram does not use Redis yet")});
  }
  add(examine_coins(settings));
  add(examine_backends_now(settings));
  if (!settings.database_url.empty()) {
    add(examine_database(settings));
  }
  if (!settings.log_file.empty()) {
    add({examine_disk(settings), examine_log_file(settings)});
  }
  if (!settings.telegram_api_url.empty()) {
    add(examine_bot_api_now(settings));
  }
  return findings;
}

void print(Console& console, const std::vector<Finding>& findings) {
  for (const auto& finding : findings) {
    console.out << to_line(finding) << '\n' << std::flush;
  }
}

// What is wrong with the settings is shown at once, and before what is asked over the network.
ExitCode doctor(Console& console) {
  const auto environment = examine_environment(console.working_directory);
  const auto examined = examine_settings(environment.values);
  auto findings = examine_ways_to_pay(with_settings_of_chat(examined.settings));
  std::ranges::move(examine_words(environment, examined), std::back_inserter(findings));
  const bool are_malformed = !environment.problems.empty() || !examined.problems.empty();
  std::ranges::move(examine_privacy(examined.settings, console.working_directory),
                    std::back_inserter(findings));
  if (!are_malformed) {
    std::ranges::move(examine_roles(examined.settings), std::back_inserter(findings));
  }
  print(console, findings);
  const auto around = examine_surroundings(examined.settings);
  print(console, around);
  const auto wrong = std::ranges::count(findings, false, &Finding::is_right) +
                     std::ranges::count(around, false, &Finding::is_right);
  console.out << (wrong == 0
                      ? "Next: run `kram serve`, then write /start to your bot.\n"
                      : fmt::format("Next: put right what is marked ✗ ({}), then run `kram doctor` "
                                    "again.\n",
                                    wrong));
  if (are_malformed) {
    return ExitCode::misconfigured;
  }
  return wrong == 0 ? ExitCode::done : ExitCode::failed;
}

}  // namespace

void add_doctor(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "doctor", "Examine settings, database, nodes, Bot API, clock, disk and log; say what to do");
  command->footer("Examples:\n  kram doctor");
  command->callback([&chosen] { chosen = doctor; });
}

}  // namespace app::commands
