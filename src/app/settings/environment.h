// Where setting values come from: the process environment and `.env`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/settings/settings.h"
#include "base/error.h"

namespace app {

struct Environment {
  SettingValues values;
  std::vector<std::string> warnings;  // complete sentences
};

// Adds to `process` what `env_file` names and `process` does not have; a name that is no setting is
// warned about with the nearest one. Errors as parse_env_file.
base::Result<Environment> merge_environment(SettingValues process, std::string_view env_file);

// The environment of this process and, where it exists, `directory`/.env.
// Errors (invalid): the file cannot be read or has a wrong line.
base::Result<Environment> load_environment(const std::filesystem::path& directory);

}  // namespace app
