#include "app/commands/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <optional>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/settings/version.h"
#include "base/text.h"

namespace app {
namespace {

void add_commands(CLI::App& cli, Command& chosen) {
  commands::add_setup(cli, chosen);
  commands::add_serve(cli, chosen);
  commands::add_demo(cli, chosen);
  commands::add_migrate(cli, chosen);
  commands::add_doctor(cli, chosen);
  commands::add_derive(cli, chosen);
  commands::add_import(cli, chosen);
  commands::add_export(cli, chosen);
  commands::add_hash_password(cli, chosen);
  commands::add_audit(cli, chosen);
  commands::add_rescan(cli, chosen);
  commands::add_openapi(cli, chosen);
  commands::add_version(cli, chosen);
}

constexpr const char* kFooter =
    "Examples:\n"
    "  kram demo                          the whole shop on this machine, with nothing set up\n"
    "  kram setup                         asks for what a shop needs, and starts it\n"
    "  kram doctor                        what is still missing, and what to do\n"
    "  kram serve                         opens the shop\n"
    "  kram help import products          more about a command";

// `kram` alone and `kram help COMMAND` mean `--help`.
std::vector<const char*> with_help_as_option(std::span<const char* const> arguments) {
  std::vector<const char*> words(arguments.begin(), arguments.end());
  const bool asks = !words.empty() && words.front() == std::string_view("help");
  if (asks) {
    words.erase(words.begin());
  }
  if (asks || words.empty()) {
    words.push_back("--help");
  }
  return words;
}

ExitCode refuse(Console& console, const CLI::ParseError& error) {
  console.err << "kram: " << error.what() << " (try --help)\n";
  return ExitCode::misconfigured;
}

// A command that does not exist ("export users"), and the nearest one that does.
struct UnknownCommand {
  std::string name;
  std::string nearest;  // "" when none is near
};

// CLI11 only says that a command is missing.
std::optional<UnknownCommand> find_unknown_command(const CLI::App& cli,
                                                   std::span<const char* const> arguments) {
  const CLI::App* parent = &cli;
  std::string prefix;
  while (!parent->get_subcommands().empty() && !arguments.empty()) {
    parent = parent->get_subcommands().front();
    prefix += parent->get_name() + " ";
    arguments = arguments.subspan(1);
  }
  std::vector<std::string> names;
  for (const auto* command : parent->get_subcommands(/*filter=*/nullptr)) {
    names.push_back(command->get_name());
  }
  if (names.empty() || arguments.empty() || arguments.front()[0] == '-') {
    return std::nullopt;
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = base::nearest(arguments.front(), known);
  return UnknownCommand{.name = prefix + arguments.front(),
                        .nearest = near.empty() ? "" : prefix + std::string(near)};
}

ExitCode refuse(Console& console, const UnknownCommand& command) {
  console.err << fmt::format(
      "kram: there is no command {}{} (try --help)\n", command.name,
      command.nearest.empty() ? "" : fmt::format("; did you mean {}?", command.nearest));
  return ExitCode::misconfigured;
}

}  // namespace

ExitCode run_command_line(std::span<const char* const> given, Console& console) {
  CLI::App cli{"A self-hosted Telegram shop.", "kram"};
  cli.require_subcommand(1);
  cli.set_version_flag("--version", fmt::format("kram {}", version()));
  cli.footer(kFooter);
  Command chosen;
  add_commands(cli, chosen);
  const auto words = with_help_as_option(given);
  const std::span<const char* const> arguments(words);
  try {
    // CLI11 takes the arguments from the back.
    cli.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    if (const auto unknown = find_unknown_command(cli, arguments)) {
      return refuse(console, *unknown);
    }
    console.out << cli.help();
    return ExitCode::done;
  } catch (const CLI::CallForVersion& version) {
    console.out << version.what() << '\n';
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    const auto unknown = find_unknown_command(cli, arguments);
    return unknown ? refuse(console, *unknown) : refuse(console, error);
  }
  try {
    return chosen(console);
  } catch (const std::exception& failure) {
    return report(console, {base::ErrorKind::internal, failure.what()});
  }
}

}  // namespace app
