// Changing `.env`: only the values that are given, whatever else stands in the file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/settings/settings.h"
#include "base/error.h"

namespace app {

// `text` with each of the values in the line that names it, or at the end. Comments, order and
// other lines stay; of a name that stands there twice, the last, which holds, is changed.
// REQUIRES: `text` has no line that examine_env_text calls a problem.
std::string with_values(std::string_view text, const SettingValues& values);

// Writes a file that only its owner can read: whole, or not at all. Errors: unavailable.
base::Result<void> write_private_file(const std::filesystem::path& path, std::string_view text);

}  // namespace app
