#include "app/console/console.h"

#include <ostream>

#include "app/settings/environment.h"
#include "base/text.h"

namespace app {

std::string one_line(std::string_view text) {
  std::string line;
  for (const auto part : base::split(base::trim(text), '\n')) {
    line += (line.empty() ? "" : " ") + std::string(base::trim(part));
  }
  return line;
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
