// Where setting values come from: the process environment and `.env`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings/settings.h"
#include "base/error.h"

namespace app {

struct Environment {
  SettingValues values;
  std::vector<std::string> warnings;  // complete sentences
  std::vector<base::Error> problems;  // lines of `.env` that cannot be read, or the file
};

// Adds to `process` what `env_file` names and `process` does not have; a name that is no setting is
// warned about with the nearest one.
Environment examine_environment(SettingValues process, std::string_view env_file);

// The same. Errors (invalid): the first problem.
base::Result<Environment> merge_environment(SettingValues process, std::string_view env_file);

// The environment of this process and, where it exists, `directory`/.env.
Environment examine_environment(const std::filesystem::path& directory);

// The same. Errors (invalid): the first problem.
base::Result<Environment> load_environment(const std::filesystem::path& directory);

// Whether the environment of this process sets it, so that `.env` does not count.
bool environment_has(std::string_view name);

}  // namespace app
