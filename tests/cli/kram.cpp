#include "cli/kram.h"

#include <fstream>
#include <utility>

namespace cli {

support::Program::Start Kram::start(Words arguments, Environment environment,
                                    std::string input) const {
  return {.path = KRAM_PROGRAM,
          .arguments = std::move(arguments),
          .environment = std::move(environment),
          .directory = directory_.path(),
          .input = std::move(input)};
}

support::ProgramEnd Kram::run(Words arguments, Environment environment, std::string input) const {
  support::Program program(start(std::move(arguments), std::move(environment), std::move(input)));
  return program.wait();
}

void Kram::write(std::string_view name, std::string_view text) const {
  std::ofstream(path(name), std::ios::binary) << text;
}

bool is_one_line(std::string_view text) {
  return !text.empty() && text.find('\n') == text.size() - 1;
}

}  // namespace cli
