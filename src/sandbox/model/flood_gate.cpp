#include "sandbox/model/flood_gate.h"

#include <algorithm>
#include <chrono>

namespace sandbox {
namespace {

std::chrono::microseconds interval(int per_second) {
  return std::chrono::microseconds(1'000'000 / per_second);
}

}  // namespace

// A bucket is full once `full_at` has passed; each message moves `full_at` one interval on.
std::optional<int> FloodGate::wait_s(const Bucket& bucket, int per_second, int burst,
                                     base::Timestamp now) {
  if (per_second == 0) {
    return std::nullopt;
  }
  const auto debt = std::max(bucket.full_at - now, std::chrono::microseconds(0));
  const auto over = debt + interval(per_second) - interval(per_second) * burst;
  if (over <= std::chrono::microseconds(0)) {
    return std::nullopt;
  }
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(over).count());
}

void FloodGate::take(Bucket& bucket, int per_second, base::Timestamp now) {
  if (per_second != 0) {
    bucket.full_at = std::max(bucket.full_at, now) + interval(per_second);
  }
}

std::optional<int> FloodGate::admit(std::int64_t chat_id, base::Timestamp now) {
  Bucket& chat = chats_[chat_id];
  const auto for_all = wait_s(all_, limits_.per_second, limits_.per_second, now);
  const auto for_chat = wait_s(chat, limits_.chat_per_second, limits_.chat_burst, now);
  if (for_all || for_chat) {
    return std::max(for_all.value_or(0), for_chat.value_or(0));
  }
  take(all_, limits_.per_second, now);
  take(chat, limits_.chat_per_second, now);
  return std::nullopt;
}

std::optional<int> FloodGate::admit_edit(std::int64_t chat_id, base::Timestamp now) {
  Bucket& chat = chats_[chat_id];
  const auto wait = wait_s(chat, limits_.chat_per_second, limits_.chat_burst, now);
  if (!wait) {
    take(chat, limits_.chat_per_second, now);
  }
  return wait;
}

}  // namespace sandbox
