#include "sandbox/violations.h"

#include <chrono>

#include <fmt/format.h>

namespace sandbox {

std::vector<std::string> find_violations(const State& state, base::Timestamp now) {
  std::vector<std::string> sentences;
  for (const auto& [id, callback] : state.callbacks) {
    const auto waited = callback.answered_at.value_or(now) - callback.pressed_at;
    if (waited > kAnswerWithin) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
      sentences.push_back(fmt::format(
          "The callback \"{}\" of user {} {} {} s.", callback.data, callback.person_id,
          callback.answered_at ? "was answered after" : "is not answered after", seconds));
    }
  }
  return sentences;
}

}  // namespace sandbox
