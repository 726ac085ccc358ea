// How long Telegram may refuse us before it is believed.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"
#include "telegram/api_error.h"

namespace telegram {

// Longer than a restart elsewhere and than most troubles of Telegram's.
inline constexpr std::chrono::minutes kPatience{5};

// A refusal ends the shop only when the same one has come again and again for minutes: a proxy, a
// restart elsewhere or Telegram itself may give a single one. Not thread-safe.
class Patience {
 public:
  // REQUIRES: clock outlives it.
  Patience(const base::Clock& clock, std::chrono::milliseconds length)
      : clock_(clock), length_(length) {}

  // Notes a refusal. True when those of its kind have followed each other for `length`, and at
  // least kRefusalsMin of them, since a clock may be set.
  bool is_over_with(ApiErrorKind kind);

  // Telegram answered something else: refusals count from the start.
  void renew() { kind_.reset(); }

  static constexpr int kRefusalsMin = 3;

 private:
  const base::Clock& clock_;
  std::chrono::milliseconds length_;
  std::optional<ApiErrorKind> kind_;  // of the last refusal
  base::Timestamp since_{};
  int refusals_ = 0;  // of that kind, in a row
};

}  // namespace telegram
