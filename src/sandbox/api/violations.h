// Mistakes of the bot that Telegram answers with silence.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "sandbox/model/payments.h"
#include "sandbox/model/state.h"

namespace sandbox {

// How long a person waits for the answer of a pressed button.
constexpr std::chrono::seconds kAnswerWithin{10};

// Callbacks and pre-checkouts that were answered late or are still waiting too long, and calls in
// the webhook's responses that were refused, one sentence each.
std::vector<std::string> find_violations(const State& state, base::Timestamp now);

}  // namespace sandbox
