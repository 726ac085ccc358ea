#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>

#include "app/commands/commands.h"
#include "web/api/password.h"

namespace app::commands {
namespace {

ExitCode print_hash(Console& console) {
  std::string password;
  std::getline(console.in, password);
  if (password.ends_with('\r')) {
    password.pop_back();
  }
  const auto hash = web::hash_password(password);
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
      "Read a password from standard input and print its bcrypt hash for WEB_ADMIN_PASSWORD");
  command->callback([&chosen] { chosen = print_hash; });
}

}  // namespace app::commands
