// Runs `kram` as an operator does.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/program.h"
#include "support/temporary_directory.h"

namespace cli {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

// The program in a working directory of its own.
class Kram {
 public:
  // Runs to its end.
  support::ProgramEnd run(Words arguments, Environment environment = {},
                          std::string input = "") const;
  // Returns what `run` would start, for a test that does something meanwhile.
  support::Program::Start start(Words arguments, Environment environment = {},
                                std::string input = "") const;

  std::filesystem::path path(std::string_view name) const { return directory_.path() / name; }
  void write(std::string_view name, std::string_view text) const;

 private:
  support::TemporaryDirectory directory_;
};

// True when `text` is one line with its line end.
bool is_one_line(std::string_view text);

}  // namespace cli
