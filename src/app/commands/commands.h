// Every command of `kram`, each in the file of its name.
#pragma once

#include <functional>

#include "app/console/console.h"

namespace CLI {
class App;
}

namespace app {

using Command = std::function<ExitCode(Console&)>;

}  // namespace app

namespace app::commands {

// Each describes its command to `cli` and, when the arguments name it, leaves it in `chosen`.
// REQUIRES: `chosen` outlives `cli`.
void add_audit(CLI::App& cli, Command& chosen);
void add_demo(CLI::App& cli, Command& chosen);
void add_derive(CLI::App& cli, Command& chosen);
void add_doctor(CLI::App& cli, Command& chosen);
void add_export(CLI::App& cli, Command& chosen);
void add_hash_password(CLI::App& cli, Command& chosen);
void add_import(CLI::App& cli, Command& chosen);
void add_migrate(CLI::App& cli, Command& chosen);
void add_openapi(CLI::App& cli, Command& chosen);
void add_rescan(CLI::App& cli, Command& chosen);
void add_serve(CLI::App& cli, Command& chosen);
void add_setup(CLI::App& cli, Command& chosen);
void add_version(CLI::App& cli, Command& chosen);

// Runs `kram demo` with its default options.
ExitCode show_demo(Console& console);
// Runs `kram serve` with its default options.
ExitCode run_serve(Console& console);
// Runs `kram setup` without options.
ExitCode run_setup(Console& console);

}  // namespace app::commands
