// A program that the suite starts and measures from outside.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace bench {

class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> command;
    std::vector<std::string> environment;  // NAME=value, added to ours
    std::filesystem::path directory = ".";
    std::filesystem::path log;  // gets standard output and standard error
  };

  // Throws std::runtime_error when it cannot be started.
  explicit ChildProcess(const Options& options);
  // Kills it when it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Sends SIGTERM and waits for the end. Returns the exit status.
  int stop();
  int wait();

  // The processor time of all its threads so far.
  std::chrono::microseconds processor_time() const;
  std::int64_t resident_bytes() const;

 private:
  pid_t pid_ = 0;
};

}  // namespace bench
