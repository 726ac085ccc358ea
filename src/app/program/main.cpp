#include <iostream>
#include <span>

#include <sys/stat.h>
#include <unistd.h>

#include "app/commands/command_line.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  umask(S_IRWXG | S_IRWXO);  // database, log and records hold what is nobody else's business
  app::Console console{.in = std::cin,
                       .out = std::cout,
                       .err = std::cerr,
                       .shows_progress = isatty(STDERR_FILENO) == 1,
                       .asks_person = isatty(STDIN_FILENO) == 1};
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  const auto code = app::run_command_line(arguments.subspan(arguments.empty() ? 0 : 1), console);
  std::cout.flush();
  return static_cast<int>(code);
}
