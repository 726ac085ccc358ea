#include "chain/watcher/standstill.h"

#include <utility>

namespace chain {
namespace {

using boost::asio::awaitable;
using shop::AlertKind;

constexpr std::chrono::minutes kSilencePatience{30};
constexpr std::chrono::hours kLongestDownload{24};
constexpr int kStoppedRounds = 3;  // one alone may be a fault of one answer

}  // namespace

awaitable<void> Standstill::begin() {
  since_ = co_await books_.stalled_since();
  is_inherited_ = since_.has_value();
  if (is_inherited_) {
    told_ = {AlertKind::chain_stalled};
  }
  moved_at_ = since_.value_or(clock_.now());
  applied_at_ = clock_.now();
  has_begun_ = true;
}

awaitable<void> Standstill::note(const Progress& progress) {
  if (!has_begun_) {
    co_await begin();
  }
  note_ends(progress);
  if (const auto kind = due()) {
    told_.insert(*kind);
    since_ = since_.value_or(silent_since_.value_or(moved_at_));
    logger_.error("{}", progress.why.empty() ? "No block has come for very long." : progress.why);
    co_await books_.tell_standstill({.alert = *kind, .height = progress.height}, since_);
  } else if (told_.empty() && since_) {
    since_.reset();
    logger_.info("The chain is followed again.");
    co_await books_.tell_standstill({.alert = AlertKind::chain_goes_on}, std::nullopt);
  }
}

// A download that never ends is no movement.
bool Standstill::has_moved() {
  const auto now = clock_.now();
  const bool has_applied = std::exchange(has_applied_, false);
  applied_at_ = has_applied ? now : applied_at_;
  return std::exchange(has_stepped_, false) ? now - applied_at_ < kLongestDownload : has_applied;
}

// What was hidden meanwhile may take as long again to come.
void Standstill::note_ends(const Progress& progress) {
  const auto now = clock_.now();
  const bool is_moving = has_moved();
  if (is_moving) {
    moved_at_ = now;
    told_.erase(AlertKind::chain_stalled);
    is_inherited_ = false;
  }
  if (!progress.has_answer) {
    silent_since_ = silent_since_.value_or(now);
  } else {
    silent_since_.reset();
    moved_at_ = told_.erase(AlertKind::backends_down) > 0 ? now : moved_at_;
  }
  stopped_rounds_ += progress.is_stopped ? 1 : 0;
  if (is_moving || progress.is_at_tip) {
    stopped_rounds_ = 0;
    moved_at_ = told_.erase(AlertKind::chain_stopped) > 0 ? now : moved_at_;
  }
}

std::optional<AlertKind> Standstill::due() const {
  const auto now = clock_.now();
  const auto is_new = [&](AlertKind kind) { return !is_inherited_ && !told_.contains(kind); };
  if (stopped_rounds_ >= kStoppedRounds && is_new(AlertKind::chain_stopped)) {
    return AlertKind::chain_stopped;
  }
  if (silent_since_ && now - *silent_since_ >= kSilencePatience &&
      is_new(AlertKind::backends_down)) {
    return AlertKind::backends_down;
  }
  if (told_.empty() && now - moved_at_ >= stall_after_) {
    return AlertKind::chain_stalled;
  }
  return std::nullopt;
}

}  // namespace chain
