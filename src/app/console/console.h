// Input, output and exit codes of the commands of `kram`.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>

#include "app/settings/settings.h"
#include "base/error.h"

namespace app {

enum class ExitCode : int {
  done = 0,
  failed = 1,         // the work failed
  misconfigured = 2,  // the command line or the configuration is wrong
};

// The streams and the directory of a command.
struct Console {
  std::istream& in;
  std::ostream& out;            // results and nothing else, so that they can be piped
  std::ostream& err;            // messages and progress
  bool shows_progress = false;  // `err` is a terminal
  bool asks_person = false;     // `in` is a terminal, the process's standard input
  std::filesystem::path working_directory = {};  // where `.env` is looked for

  // Where progress is shown; null: nowhere.
  std::ostream* progress() { return shows_progress ? &err : nullptr; }
};

// `text` with its lines joined by blanks: libraries wrap their messages.
std::string one_line(std::string_view text);

// Writes one line to `console.err` and returns the exit code for that kind of error: what is
// invalid or not permitted is the configuration's fault.
ExitCode report(Console& console, const base::Error& error);

// Settings from the environment and `.env`; warnings go to `console.err`.
base::Result<Settings> load_settings(Console& console);

}  // namespace app
