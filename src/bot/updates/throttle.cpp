#include "bot/updates/throttle.h"

#include <chrono>

namespace bot {
namespace {

constexpr std::chrono::seconds kWindow{1};
constexpr std::chrono::seconds kQuiet{5};  // this long without a drop ends a burst
constexpr std::chrono::seconds kRecovery{1};

// A time in the future was noted before the clock was set back; it counts as past, since waiting
// for it would lock people out.
bool is_past(base::Timestamp time, base::Timestamp now, std::chrono::seconds span) {
  return time > now || now - time >= span;
}

}  // namespace

template <std::size_t N>
bool Throttle::Recent<N>::admit(base::Timestamp now) {
  if (!is_past(times[next], now, kWindow)) {
    return false;
  }
  times[next] = now;
  next = (next + 1) % N;
  return true;
}

// GCRA. A time further ahead than it can get is of before the clock was set back.
bool Throttle::has_allowance(Person& person, base::Timestamp now) {
  constexpr auto kMostAhead = kRecovery * kUpdatesInARow;
  const bool counts = person.paid_until > now && person.paid_until <= now + kMostAhead;
  const auto paid_until = (counts ? person.paid_until : now) + kRecovery;
  if (paid_until > now + kMostAhead) {
    return false;
  }
  person.paid_until = paid_until;
  return true;
}

Admission Throttle::admit_message(std::int64_t person) { return admit(person, &Person::messages); }

Admission Throttle::admit_press(std::int64_t person) { return admit(person, &Person::presses); }

Admission Throttle::admit_message_of_staff(std::int64_t person) {
  const auto now = clock_.now();
  Person& known = seen(person, now);
  return has_allowance(known, now) ? Admission::admitted : drop(known, now);
}

Throttle::Person& Throttle::seen(std::int64_t person, base::Timestamp now) {
  if (people_.size() >= max_people_ && !people_.contains(person)) {
    make_room(now);
  }
  Person& known = people_[person];
  known.seen_at = now;
  return known;
}

Admission Throttle::drop(Person& person, base::Timestamp now) {
  const bool is_burst_new = is_past(person.dropped_at, now, kQuiet);
  person.dropped_at = now;
  return is_burst_new ? Admission::dropped_with_notice : Admission::dropped;
}

template <std::size_t N>
Admission Throttle::admit(std::int64_t person, Recent<N> Person::* recent) {
  const auto now = clock_.now();
  Person& known = seen(person, now);
  if ((known.*recent).admit(now) && has_allowance(known, now)) {
    return Admission::admitted;
  }
  return drop(known, now);
}

// Forgets those who were quiet for kQuiet. When that frees too little, forgets everybody: a moment
// of leniency rather than a sweep for each newcomer.
void Throttle::make_room(base::Timestamp now) {
  std::erase_if(people_,
                [&](const auto& entry) { return is_past(entry.second.seen_at, now, kQuiet); });
  if (people_.size() > max_people_ / 2) {
    people_.clear();
  }
}

}  // namespace bot
