// Log lines to standard output and a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace base {

enum class LogLevel { debug, info, warn, error };

// Writes lines; safe to call from any thread. Never give it a secret: `hide` is the second line of
// defence, not the first.
class Logger {
 public:
  struct Options {
    LogLevel level = LogLevel::info;
    std::string file;  // "" writes no file
    bool standard_output = true;
  };

  // Discards every line (tests that do not look at the log).
  Logger();
  // Falls back to standard output alone, with a warning there, when the file cannot be opened.
  explicit Logger(const Options& options);
  ~Logger();
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  // Every later occurrence of `secret` in a line is replaced by "[hidden]". REQUIRES: called before
  // the logger is shared between threads.
  void hide(std::string secret);

  template <class... Args>
  void debug(fmt::format_string<Args...> text, Args&&... args) {
    write(LogLevel::debug, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void info(fmt::format_string<Args...> text, Args&&... args) {
    write(LogLevel::info, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void warn(fmt::format_string<Args...> text, Args&&... args) {
    write(LogLevel::warn, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void error(fmt::format_string<Args...> text, Args&&... args) {
    write(LogLevel::error, fmt::format(text, std::forward<Args>(args)...));
  }

  void write(LogLevel level, std::string line);

  // Reopens the file after logrotate has moved it.
  void reopen();

 private:
  struct Sinks;
  std::unique_ptr<Sinks> sinks_;
  std::vector<std::string> secrets_;
};

}  // namespace base
