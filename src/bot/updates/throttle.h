// Limits how fast one person may write and press.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "base/clock.h"

namespace bot {

inline constexpr std::size_t kMessagesPerSecond = 2;
inline constexpr std::size_t kPressesPerSecond = 5;

// Of both together: that many in a row, and then one more for each second that passes.
inline constexpr int kUpdatesInARow = 600;

enum class Admission {
  admitted,
  dropped,
  dropped_with_notice,  // the first of a burst: tell the customer
};

// Counts over a sliding second, for each person separately, and what one person does for long. The
// excess is dropped, never queued. A burst ends when nothing was dropped for five seconds.
// Remembers at most `max_people`. Not safe to share between threads.
class Throttle {
 public:
  explicit Throttle(const base::Clock& clock, std::size_t max_people = 10'000)
      : clock_(clock), max_people_(max_people) {}

  Admission admit_message(std::int64_t person);
  Admission admit_press(std::int64_t person);
  // Of the staff, whose long pastes Telegram splits into many messages at once: only what they do
  // for long counts.
  Admission admit_message_of_staff(std::int64_t person);

  std::size_t people() const { return people_.size(); }

 private:
  // The times of the last N that were admitted, the oldest at `next`.
  template <std::size_t N>
  struct Recent {
    std::array<base::Timestamp, N> times{};
    std::size_t next = 0;

    bool admit(base::Timestamp now);
  };

  struct Person {
    Recent<kMessagesPerSecond> messages;
    Recent<kPressesPerSecond> presses;
    base::Timestamp seen_at{};
    base::Timestamp dropped_at{};
    base::Timestamp paid_until{};  // each update that is admitted moves it on by a second
  };

  template <std::size_t N>
  Admission admit(std::int64_t person, Recent<N> Person::* recent);
  Person& seen(std::int64_t person, base::Timestamp now);
  static Admission drop(Person& person, base::Timestamp now);
  static bool has_allowance(Person& person, base::Timestamp now);
  void make_room(base::Timestamp now);

  const base::Clock& clock_;
  std::size_t max_people_;
  std::unordered_map<std::int64_t, Person> people_;
};

}  // namespace bot
