// A trouble that comes again and again, to be told once.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"

namespace telegram {

// Begins when the trouble is noted and ends when it has not been noted for kQuiet. Not thread-safe.
class Episode {
 public:
  // REQUIRES: clock outlives it.
  explicit Episode(const base::Clock& clock) : clock_(clock) {}

  // Notes that the trouble is there. True once an episode, when it is still there after kPassing.
  bool note();

  static constexpr std::chrono::seconds kPassing{10};  // longer than a restart elsewhere
  static constexpr std::chrono::minutes kQuiet{15};

 private:
  const base::Clock& clock_;
  base::Timestamp since_{};
  std::optional<base::Timestamp> last_;  // when it was noted
  bool is_told_ = false;
};

}  // namespace telegram
