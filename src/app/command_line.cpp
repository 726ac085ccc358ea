#include "app/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/environment.h"
#include "base/text.h"

namespace app {
namespace {

void add_commands(CLI::App& cli, Command& chosen) {
  commands::add_serve(cli, chosen);
  commands::add_demo(cli, chosen);
  commands::add_migrate(cli, chosen);
  commands::add_doctor(cli, chosen);
  commands::add_import(cli, chosen);
  commands::add_export(cli, chosen);
  commands::add_hash_password(cli, chosen);
  commands::add_audit(cli, chosen);
  commands::add_version(cli, chosen);
}

ExitCode refuse(Console& console, const CLI::ParseError& error) {
  console.err << "kram: " << error.what() << " (try --help)\n";
  return ExitCode::misconfigured;
}

// Libraries wrap their messages.
std::string one_line(std::string_view text) {
  std::string line;
  for (const auto part : base::split(base::trim(text), '\n')) {
    line += (line.empty() ? "" : " ") + std::string(base::trim(part));
  }
  return line;
}

// CLI11 only says that a command is missing.
ExitCode refuse_unknown_command(Console& console, const CLI::App& cli, std::string_view name) {
  std::vector<std::string> names;
  for (const auto* command : cli.get_subcommands(/*filter=*/nullptr)) {
    names.push_back(command->get_name());
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = base::nearest(name, known);
  console.err << fmt::format("kram: there is no command {}{} (try --help)\n", name,
                             near.empty() ? "" : fmt::format("; did you mean {}?", near));
  return ExitCode::misconfigured;
}

}  // namespace

ExitCode run_command_line(std::span<const char* const> arguments, Console& console) {
  CLI::App cli{"A self-hosted Telegram shop.", "kram"};
  cli.require_subcommand(1);
  Command chosen;
  add_commands(cli, chosen);
  try {
    // CLI11 takes the arguments from the back.
    cli.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    console.out << cli.help();
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    const bool names_command = !arguments.empty() && arguments.front()[0] != '-';
    if (names_command && cli.get_subcommands().empty()) {
      return refuse_unknown_command(console, cli, arguments.front());
    }
    return refuse(console, error);
  }
  try {
    return chosen(console);
  } catch (const std::exception& failure) {
    return report(console, {base::ErrorKind::internal, failure.what()});
  }
}

ExitCode report(Console& console, const base::Error& error) {
  console.err << "kram: " << one_line(error.message) << '\n';
  const bool is_setting =
      error.kind == base::ErrorKind::invalid || error.kind == base::ErrorKind::forbidden;
  return is_setting ? ExitCode::misconfigured : ExitCode::failed;
}

base::Result<Settings> load_settings(Console& console) {
  const auto environment = load_environment(console.working_directory);
  if (!environment) {
    return std::unexpected(environment.error());
  }
  for (const auto& warning : environment->warnings) {
    console.err << "kram: warning: " << warning << '\n';
  }
  return read_settings(environment->values);
}

}  // namespace app
