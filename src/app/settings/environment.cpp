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

}  // namespace

base::Result<Environment> merge_environment(SettingValues process, std::string_view env_file) {
  const auto entries = parse_env_file(env_file);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  Environment merged;
  const auto known = setting_names();
  for (const auto& entry : *entries) {
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

base::Result<Environment> load_environment(const std::filesystem::path& directory) {
  const auto path = directory / ".env";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return Environment{.values = process_environment(), .warnings = {}};
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return base::invalid(".env exists in the working directory but cannot be read.");
  }
  return merge_environment(process_environment(), text);
}

}  // namespace app
