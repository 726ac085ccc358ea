#include "app/console/progress_line.h"

#include <ostream>

namespace app {

ProgressLine::~ProgressLine() {
  if (is_shown_) {
    *out_ << "\r\033[K" << std::flush;
  }
}

void ProgressLine::show(std::string_view text) {
  if (out_ != nullptr) {
    is_shown_ = true;
    *out_ << '\r' << text << "\033[K" << std::flush;
  }
}

}  // namespace app
