#include "chain/watcher/wait_pace.h"

#include <algorithm>

namespace chain {
namespace {

constexpr std::chrono::milliseconds kEndedAtOnce{1'000};
constexpr std::chrono::milliseconds kFirstPauseMax{1'000};
constexpr int kPausesMax = 64;  // the longest is that many of the first
constexpr int kWaitDoublingsMax = 12;

}  // namespace

WaitPace::Milliseconds WaitPace::pause_after(std::chrono::nanoseconds lasted) {
  if (2 * lasted >= wait_) {
    early_ = 0;
    return Milliseconds(0);
  }
  const int earlier = early_;
  early_ = std::min(early_ + 1, kWaitDoublingsMax + 1);
  if (earlier == 0) {
    return Milliseconds(0);
  }
  const auto most = lasted < kEndedAtOnce ? longest_ : std::min(wait_, longest_);
  const auto first = std::min(kFirstPauseMax, longest_ / kPausesMax);
  return std::min(first * (1 << (earlier - 1)), most);
}

}  // namespace chain
