#include "chain/backends/ability.h"

#include <algorithm>
#include <chrono>

namespace chain {
namespace {

constexpr std::chrono::minutes kPauseAfterRefusal{10};
constexpr std::chrono::seconds kPauseAfterFailure{15};
constexpr int kPauseDoublings = 4;

}  // namespace

void AbilityRecord::note_failure(const base::Error& error, base::Timestamp now) {
  error_ = error;
  failed_at_ = now;
  const int doublings = std::min(failures_++, kPauseDoublings);
  ask_at_ = now + (is_refused() ? kPauseAfterRefusal : kPauseAfterFailure * (1 << doublings));
}

bool AbilityRecord::is_due(base::Timestamp now) const {
  return is_over(ask_at_, now, kPauseAfterRefusal);
}

}  // namespace chain
