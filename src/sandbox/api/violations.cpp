#include "sandbox/api/violations.h"

#include <chrono>

#include <fmt/format.h>

namespace sandbox {

std::vector<std::string> find_violations(const State& state, base::Timestamp now) {
  std::vector<std::string> sentences;
  for (const auto& [id, callback] : state.callbacks) {
    const auto waited = callback.answered_at.value_or(now) - callback.pressed_at;
    if (waited > kAnswerTimeout) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
      sentences.push_back(fmt::format(
          "The callback \"{}\" of user {} {} {} s.", callback.data, callback.person_id,
          callback.answered_at ? "was answered after" : "is not answered after", seconds));
    }
  }
  for (const auto& [id, checkout] : state.checkouts) {
    if (checkout.answered_at.value_or(now) - checkout.asked_at > kCheckoutTimeout) {
      sentences.push_back(
          fmt::format("The pre-checkout of user {} over {} Stars was not answered in time.",
                      checkout.person_id, checkout.invoice.stars));
    }
  }
  for (const auto& refusal : state.refused_replies) {
    sentences.push_back(fmt::format("A call in the webhook's response was refused: {}.", refusal));
  }
  return sentences;
}

}  // namespace sandbox
