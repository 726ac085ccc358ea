// Runs a program as an operator would.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temporary_directory.h"

namespace support {

struct ProgramEnd {
  int exit_code = 0;  // 128 + the signal's number when a signal ended it
  std::string out;
  std::string err;
  int peak_memory_kb = 0;  // resident
};

// Runs from construction on. Its output goes to files, so that it never waits for the test.
class Program {
 public:
  struct Start {
    std::string path;
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;  // besides PATH; nothing else is inherited
    std::filesystem::path directory;
    std::string input;
  };

  // Throws std::runtime_error when it cannot be started.
  explicit Program(const Start& start);
  // Kills it unless wait() was called.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t process_id() const { return pid_; }
  void signal(int number) const;
  bool has_ended() const;
  bool has_ended_within(std::chrono::nanoseconds time) const;
  // What it has written to standard output and to standard error so far.
  std::string output() const;
  std::string errors() const;

  // REQUIRES: called once.
  ProgramEnd wait();

 private:
  TemporaryDirectory files_;
  pid_t pid_ = 0;
};

}  // namespace support
