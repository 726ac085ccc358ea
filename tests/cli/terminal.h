// A program at a terminal, as a person has it in front of them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/types.h>

#include "support/program.h"

namespace cli {

// Runs from construction on, with a pseudo-terminal as its standard input, output and errors.
class Terminal {
 public:
  // Throws std::runtime_error when it cannot be started.
  explicit Terminal(const support::Program::Start& start);
  // Kills it unless wait() was called.
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // Waits until the screen holds the text, behind what earlier calls have waited for; false when
  // it does not within half a minute, or the program ends without it.
  bool shows(std::string_view text);
  // Presses these keys; a line ends with Enter.
  void type(std::string_view keys);
  void enter(std::string_view line) { type(std::string(line) + "\n"); }
  void signal(int number) const;

  // All that was on the screen so far.
  const std::string& screen() const { return screen_; }

  // Waits for the end; the exit code, or 128 + the signal's number. REQUIRES: called once.
  int wait();

 private:
  // Takes what the program has written; false when nothing more will come.
  bool read_some();

  pid_t pid_ = 0;
  int terminal_ = -1;
  std::string screen_;
  std::size_t seen_ = 0;  // up to where shows() has waited
};

}  // namespace cli
