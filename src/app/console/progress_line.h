// The line of a terminal that tells how far long work is.
#pragma once

#include <iosfwd>
#include <string_view>

namespace app {

class ProgressLine {
 public:
  // `out` null: quiet.
  explicit ProgressLine(std::ostream* out) : out_(out) {}
  // Takes the line away.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Writes over what it showed before.
  void show(std::string_view text);

 private:
  std::ostream* out_;
  bool is_shown_ = false;
};

}  // namespace app
