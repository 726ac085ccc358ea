#include "app/settings/environment.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "app/settings/env_file.h"
#include "base/text.h"

namespace app {
namespace {

SettingValues process_environment() {
  SettingValues values;
  for (const auto& name : setting_names()) {
    if (const char* const value = std::getenv(name.c_str())) {
      values.emplace(name, value);
    }
  }
  return values;
}

std::string warn_about(const EnvEntry& entry, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const auto near = base::nearest(entry.name, names);
  return fmt::format(".env: line {}: {} is not a setting of Kram{}", entry.line, entry.name,
                     near.empty() ? "." : fmt::format("; did you mean {}?", near));
}

base::Result<Environment> if_readable(Environment environment) {
  if (!environment.problems.empty()) {
    return std::unexpected(std::move(environment.problems.front()));
  }
  return environment;
}

}  // namespace

Environment examine_environment(SettingValues process, std::string_view env_file) {
  auto file = examine_env_text(env_file);
  Environment merged{.values = {}, .warnings = {}, .problems = std::move(file.problems)};
  const auto known = setting_names();
  for (const auto& entry : file.entries) {
    if (std::ranges::binary_search(known, entry.name)) {
      merged.values[entry.name] = entry.value;
    } else {
      merged.warnings.push_back(warn_about(entry, known));
    }
  }
  process.merge(merged.values);
  merged.values = std::move(process);
  return merged;
}

Environment examine_environment(const std::filesystem::path& directory) {
  const auto path = directory / ".env";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return {.values = process_environment(), .warnings = {}, .problems = {}};
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return {.values = process_environment(),
            .warnings = {},
            .problems = {{base::ErrorKind::invalid,
                          ".env exists in the working directory but cannot be read."}}};
  }
  return examine_environment(process_environment(), text);
}

base::Result<Environment> merge_environment(SettingValues process, std::string_view env_file) {
  return if_readable(examine_environment(std::move(process), env_file));
}

base::Result<Environment> load_environment(const std::filesystem::path& directory) {
  return if_readable(examine_environment(directory));
}

bool environment_has(std::string_view name) {
  return std::getenv(std::string(name).c_str()) != nullptr;
}

}  // namespace app
