#include "app/settings/version.h"

#include <CLI/App.hpp>
#include <ostream>

#include "app/commands/commands.h"

namespace app::commands {

void add_version(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand("version", "Print the version of this program");
  command->footer("Examples:\n  kram version");
  command->callback([&chosen] {
    chosen = [](Console& console) {
      console.out << "kram " << version() << '\n';
      return ExitCode::done;
    };
  });
}

}  // namespace app::commands
