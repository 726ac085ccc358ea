// Mistakes of the bot that Telegram does not report.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "sandbox/model/payments.h"
#include "sandbox/model/state.h"

namespace sandbox {

// How long a person may wait for the answer to a press.
constexpr std::chrono::seconds kAnswerTimeout{10};

// One sentence for each callback or pre-checkout that was answered late or still waits too long,
// and for each refused call in a webhook's response.
std::vector<std::string> find_violations(const State& state, base::Timestamp now);

}  // namespace sandbox
