// A progress line on a terminal.
#pragma once

#include <iosfwd>
#include <string_view>

namespace app {

class ProgressLine {
 public:
  // `out` null: quiet.
  explicit ProgressLine(std::ostream* out) : out_(out) {}
  // Clears the line.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Replaces the text that is shown.
  void show(std::string_view text);

 private:
  std::ostream* out_;
  bool is_shown_ = false;
};

}  // namespace app
