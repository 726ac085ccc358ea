// The `.env` format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace app {

struct EnvEntry {
  int line = 0;  // counted from 1
  std::string name;
  std::string value;

  friend bool operator==(const EnvEntry&, const EnvEntry&) = default;
};

// Reads lines `NAME=value`, `export NAME=value`, blank ones and `# comments`:
//   unquoted         up to the end of the line or " #", without surrounding blanks
//   'single quotes'  as they stand, over several lines if need be
//   "double quotes"  likewise, with \n, \t, \" and \\
// Nothing is expanded, so a bcrypt hash needs no quotes. A byte-order mark and CR LF are allowed.
// Errors (invalid): the number of the first line that is none of these, never its content.
base::Result<std::vector<EnvEntry>> parse_env_file(std::string_view text);

struct EnvFile {
  std::vector<EnvEntry> entries;
  std::vector<base::Error> problems;  // one for each line that is none of these
};

// As parse_env_file, but reads on behind a wrong line.
EnvFile examine_env_text(std::string_view text);

}  // namespace app
