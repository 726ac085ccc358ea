// Which waiting call may start next: limits, order and fairness, as a pure function of time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "telegram/methods.h"
#include "telegram/send_window.h"

namespace telegram {

enum class Priority {
  interactive,   // somebody waits for it: a reply, or what they have bought
  notification,  // the outbox's others: deposits, referrals
  broadcast,     // to many at once
};
inline constexpr std::size_t kPriorities = 3;

// Where a call goes. New messages count against both rates, edits against the chat's; other calls
// to a chat only keep their place in its order; calls without a chat, such as the answer to a
// press, wait only for a pause of their own or of the whole bot.
struct Target {
  std::optional<std::int64_t> chat_id;
  bool is_counted = false;
  bool is_edit = false;
  std::string_view method = {};  // of a call to a chat; lives as long as the program

  friend bool operator==(const Target&, const Target&) = default;
};

template <class M>
Target target_of(const M& method) {
  if constexpr (requires { std::int64_t{method.chat_id}; }) {
    return {.chat_id = method.chat_id,
            .is_counted = M::name.starts_with("send"),
            .is_edit = M::name.starts_with("edit"),
            .method = M::name};
  } else {
    return {};
  }
}

// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
struct ScheduleLimits {
  SendRate all{.count = 30, .period = std::chrono::milliseconds(1000)};
  SendRate chat{.count = 4, .period = std::chrono::milliseconds(4000)};  // one a second on average
  std::size_t under_way_max = 64;     // calls on the wire at once
  std::size_t waiting_max = 20'000;   // of each priority
  std::size_t chat_waiting_max = 50;  // in one chat
  // A call of a lower priority goes first after this many calls were preferred to it.
  std::size_t notification_turn = 4;
  std::size_t broadcast_turn = 9;
};

// Guarantees, for any sequence of calls on it:
// - never more messages start than the two rates allow, no more messages and edits in a chat than
//   its rate, and none in a pause;
// - within a chat one call is under way at a time, and calls of one priority start in the order of
//   push(); an interactive call may overtake a broadcast to the same chat. While a method must wait
//   in a chat (retry_method), its calls keep their order among themselves, and calls of other
//   methods overtake them: a delivery goes on while an edit waits, though the edit was pushed
//   first;
// - no priority starves: a call that could start does so after at most `*_turn` calls of higher
//   priorities;
// - a chat without calls costs no memory once its rate and pauses have run out.
// Every member takes time logarithmic in the number of calls, and linear in `chat_waiting_max`. Not
// thread-safe.
class SendSchedule {
 public:
  using Ticket = std::uint64_t;

  explicit SendSchedule(const ScheduleLimits& limits) : limits_(limits) {}
  SendSchedule(const SendSchedule&) = delete;
  SendSchedule& operator=(const SendSchedule&) = delete;

  // Appends a call to the queue of its chat; none: too many wait already.
  std::optional<Ticket> push(const Target& target, Priority priority, SendTime now);

  // Starts the next call; none: none may start now. It stays under way until done() or retry().
  std::optional<Ticket> pop(SendTime now);

  // When pop() may next start a call if nothing else happens; none: only after a push or the end of
  // a call.
  std::optional<SendTime> next_at(SendTime now) const;

  // A call that is under way has ended for good.
  void done(Ticket ticket, SendTime now);
  // A call that is under way goes back to its place in its queue; neither it nor another call of
  // its chat starts before `not_before`.
  void retry(Ticket ticket, SendTime not_before, SendTime now);
  // As retry(), but of the other calls only those of the same method to the chat wait.
  void retry_method(Ticket ticket, SendTime not_before, SendTime now);
  // Until when the target's method must wait in its chat; in the past or `min`: it need not.
  SendTime held_until(const Target& target) const;
  // Neither a call that has not started nor another of its chat starts before `not_before`.
  void delay(Ticket ticket, SendTime not_before, SendTime now);
  // Forgets a call that has not started.
  void withdraw(Ticket ticket, SendTime now);

  // Nothing starts before `until`; an earlier pause never shortens a longer one.
  void pause_all(SendTime until);
  SendTime paused_until() const { return paused_until_; }

  // How many chats have state.
  std::size_t lane_count() const { return lanes_.size(); }

 private:
  // A chat, or a single call without a chat.
  using LaneId = std::pair<bool, std::int64_t>;

  // Calls of one priority that count, or that do not: the two compete only for `under_way_max`.
  struct Group {
    std::set<Ticket> ready;  // fronts of lines that only the limits over all can delay
    std::size_t waiting = 0;
    std::size_t overtaken = 0;  // starts that were preferred to one that could have been made
  };

  struct Line {
    std::deque<Ticket> tickets;  // oldest first
    // Starts in this lane that were preferred to the front; at `*_turn` it counts as interactive.
    std::size_t overtaken = 0;
    // The group that lists the front; nullptr: none, because the lane is busy or the line is empty.
    Group* listed_in = nullptr;
    Ticket listed = 0;
    SendTime listed_for = SendTime::min();
  };
  struct Lane {
    std::array<Line, kPriorities> lines;
    SendWindow window;
    SendTime not_before = SendTime::min();
    std::map<std::string_view, SendTime> method_waits;
    bool is_under_way = false;
    std::size_t waiting() const;
    SendTime held_until(std::string_view method) const;
    SendTime idle_at(const SendRate& rate) const;
  };
  // The oldest call of a line whose method need not wait; all must wait: the oldest.
  struct Front {
    Ticket ticket = 0;
    bool may_start = false;
    SendTime changes_at = SendTime::max();  // when an older call's method need not wait any more
  };
  struct Place {
    LaneId lane;
    std::string_view method;
    std::size_t priority = 0;
    bool is_counted = false;
    bool is_counted_in_chat = false;
  };
  Group& group_of(const Place& place) { return groups_[place.priority][place.is_counted ? 1 : 0]; }
  std::size_t turn_of(std::size_t priority) const;
  void list(Lane& lane, SendTime now);
  Front front_of(const Lane& lane, const Line& line, SendTime now) const;
  void list_front(const Lane& lane, Line& line, SendTime now);
  void unlist(Lane& lane);
  void release(const LaneId& id, SendTime now);
  void settle(SendTime now);
  std::optional<Ticket> choose(SendTime now) const;
  void note_overtaken(std::array<Group, 2>& groups, bool by_counted, SendTime now);
  void start(Ticket ticket, SendTime now);
  void put_back(Ticket ticket);
  void end(Ticket ticket, SendTime now);

  ScheduleLimits limits_;
  SendWindow window_;
  SendTime paused_until_ = SendTime::min();
  Ticket last_ticket_ = 0;
  std::size_t under_way_ = 0;
  std::map<LaneId, Lane> lanes_;
  std::unordered_map<Ticket, Place> places_;  // of calls that wait or are under way
  std::array<std::array<Group, 2>, kPriorities> groups_;
  std::set<std::pair<SendTime, Ticket>> waiting_;  // fronts that their lane delays until then
  std::set<std::pair<SendTime, LaneId>> idle_;     // lanes to forget then
};

}  // namespace telegram
