#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>

#include "app/commands/commands.h"
#include "app/console/hidden_input.h"
#include "web/core/password.h"

namespace app::commands {
namespace {

base::Result<std::string> first_line(std::istream& in) {
  std::string line;
  std::getline(in, line);
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

base::Result<std::string> ask_twice(Console& console) {
  const auto password = ask_hidden_twice(console, "Password: ");
  if (!password) {
    return std::unexpected(password.error());
  }
  return *password ? base::Result<std::string>(**password)
                   : base::invalid("The two passwords differ.");
}

ExitCode print_hash(Console& console) {
  const auto password = console.asks_person ? ask_twice(console) : first_line(console.in);
  if (!password) {
    return report(console, password.error());
  }
  const auto hash = web::hash_password(*password);
  if (!hash) {
    return report(console, hash.error());
  }
  console.out << *hash << '\n';
  return ExitCode::done;
}

}  // namespace

void add_hash_password(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "hash-password",
      "Ask for a password, or read it from standard input, and print its hash for "
      "WEB_ADMIN_PASSWORD");
  command->footer("Examples:\n  kram hash-password\n  kram hash-password < password.txt");
  command->callback([&chosen] { chosen = print_hash; });
}

}  // namespace app::commands
