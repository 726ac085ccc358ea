#include "telegram/updates/episode.h"

#include <utility>

namespace telegram {

bool Episode::note() {
  const auto now = clock_.now();
  if (!last_ || now - *last_ >= kQuiet) {
    since_ = now;
    is_told_ = false;
  }
  last_ = now;
  return now - since_ >= kPassing && !std::exchange(is_told_, true);
}

}  // namespace telegram
