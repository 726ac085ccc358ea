#include "app/doctor/doctor.h"

#include <CLI/App.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <ostream>

#include "app/commands/commands.h"

namespace app::commands {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

// Runs `examine`, which asks servers, to its end.
template <class Examine>
std::vector<Finding> ask(const Examine& examine) {
  asio::io_context io;
  std::vector<Finding> findings;
  {
    net::HttpClient http(io.get_executor());
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
  return ask([&](net::HttpClient& http) { return app::examine_bot_api(http, settings, clock); });
}

std::vector<Finding> examine_backends_now(const Settings& settings) {
  return ask([&](net::HttpClient& http) { return app::examine_backends(http, settings); });
}

// The file holds secrets, so only its owner should be able to read it.
std::vector<Finding> examine_env_file(const fs::path& directory) {
  std::error_code error;
  const auto permissions = fs::status(directory / ".env", error).permissions();
  if (error || permissions == fs::perms::unknown) {
    return {};
  }
  const bool is_private = (permissions & fs::perms::others_read) == fs::perms::none;
  return {is_private ? right(".env", "is private")
                     : wrong(".env", "can be read by every user; run `chmod 600 .env`")};
}

std::vector<Finding> examine(const Settings& settings, const fs::path& directory) {
  std::vector<Finding> findings = examine_ways_to_pay(settings);
  const auto add = [&](std::vector<Finding> more) {
    findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
  };
  add(examine_env_file(directory));
  add({examine_roles(settings)});
  if (!settings.redis_url.empty()) {
    add({right("Redis", "REDIS_URL is set, but Kram does not use Redis yet")});
  }
  add(examine_coins(settings));
  add(examine_backends_now(settings));
  add(examine_database(settings));
  add({examine_disk(settings), examine_log_file(settings)});
  add(examine_bot_api_now(settings));
  return findings;
}

ExitCode doctor(Console& console) {
  const auto settings = load_settings(console);
  if (!settings) {
    return report(console, settings.error());
  }
  bool is_well = true;
  for (const auto& finding : examine(*settings, console.working_directory)) {
    console.out << to_line(finding) << '\n';
    is_well = is_well && finding.is_right;
  }
  return is_well ? ExitCode::done : ExitCode::failed;
}

}  // namespace

void add_doctor(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "doctor", "Examine settings, database, nodes, Bot API, clock, disk and log; say what to do");
  command->callback([&chosen] { chosen = doctor; });
}

}  // namespace app::commands
