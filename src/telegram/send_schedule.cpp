#include "telegram/send_schedule.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace telegram {

std::size_t SendSchedule::Lane::waiting() const {
  std::size_t count = 0;
  for (const Line& line : lines) {
    count += line.tickets.size();
  }
  return count;
}

SendTime SendSchedule::Lane::held_until(std::string_view method) const {
  const auto wait = method_waits.find(method);
  return wait == method_waits.end() ? SendTime::min() : wait->second;
}

// From when on the lane delays nothing.
SendTime SendSchedule::Lane::idle_at(const SendRate& rate) const {
  SendTime at = std::max(not_before, window.idle_at(rate));
  for (const auto& [method, until] : method_waits) {
    at = std::max(at, until);
  }
  return at;
}

std::size_t SendSchedule::turn_of(std::size_t priority) const {
  return priority == static_cast<std::size_t>(Priority::broadcast) ? limits_.broadcast_turn
                                                                   : limits_.notification_turn;
}

std::optional<SendSchedule::Ticket> SendSchedule::push(const Target& target, Priority priority,
                                                       SendTime now) {
  settle(now);
  const Place place{.lane = {target.chat_id.has_value(),
                             target.chat_id.value_or(static_cast<std::int64_t>(last_ticket_ + 1))},
                    .method = target.method,
                    .priority = static_cast<std::size_t>(priority),
                    .is_counted = target.is_counted,
                    .is_counted_in_chat = target.chat_id && (target.is_counted || target.is_edit)};
  const auto& groups = groups_[place.priority];
  if (groups[0].waiting + groups[1].waiting >= limits_.waiting_max) {
    return std::nullopt;
  }
  Lane& lane = lanes_[place.lane];
  if (lane.waiting() >= limits_.chat_waiting_max) {
    return std::nullopt;
  }

  const Ticket ticket = ++last_ticket_;
  places_.emplace(ticket, place);
  ++group_of(place).waiting;
  unlist(lane);
  lane.lines[place.priority].tickets.push_back(ticket);
  list(lane, now);
  return ticket;
}

std::optional<SendSchedule::Ticket> SendSchedule::pop(SendTime now) {
  settle(now);
  if (now < paused_until_ || under_way_ >= limits_.under_way_max) {
    return std::nullopt;
  }
  const std::optional<Ticket> ticket = choose(now);
  if (ticket) {
    start(*ticket, now);
  }
  return ticket;
}

std::optional<SendTime> SendSchedule::next_at(SendTime now) const {
  if (under_way_ >= limits_.under_way_max) {
    return std::nullopt;
  }
  SendTime at = waiting_.empty() ? SendTime::max() : waiting_.begin()->first;
  for (const auto& [uncounted, counted] : groups_) {
    if (!uncounted.ready.empty()) {
      at = now;
    }
    if (!counted.ready.empty()) {
      at = std::min(at, window_.next(limits_.all, now));
    }
  }
  if (at == SendTime::max()) {
    return std::nullopt;
  }
  return std::max(at, paused_until_);
}

void SendSchedule::done(Ticket ticket, SendTime now) {
  const LaneId lane = places_.at(ticket).lane;
  end(ticket, now);
  places_.erase(ticket);
  release(lane, now);
}

void SendSchedule::retry(Ticket ticket, SendTime not_before, SendTime now) {
  Lane& lane = lanes_.at(places_.at(ticket).lane);
  lane.not_before = std::max(lane.not_before, not_before);
  put_back(ticket);
  end(ticket, now);
}

void SendSchedule::retry_method(Ticket ticket, SendTime not_before, SendTime now) {
  const Place& place = places_.at(ticket);
  SendTime& until = lanes_.at(place.lane).method_waits[place.method];
  until = std::max(until, not_before);
  put_back(ticket);
  end(ticket, now);
}

SendTime SendSchedule::held_until(const Target& target) const {
  const auto lane = target.chat_id ? lanes_.find(LaneId{true, *target.chat_id}) : lanes_.end();
  return lane == lanes_.end() ? SendTime::min() : lane->second.held_until(target.method);
}

void SendSchedule::delay(Ticket ticket, SendTime not_before, SendTime now) {
  Lane& lane = lanes_.at(places_.at(ticket).lane);
  base::check(!lane.is_under_way, "only a call that waits can be delayed");
  unlist(lane);
  lane.not_before = std::max(lane.not_before, not_before);
  list(lane, now);
}

void SendSchedule::withdraw(Ticket ticket, SendTime now) {
  const Place place = places_.at(ticket);
  Lane& lane = lanes_.at(place.lane);
  unlist(lane);
  const std::size_t removed = std::erase(lane.lines[place.priority].tickets, ticket);
  base::check(removed == 1, "only a call that waits can be withdrawn");
  --group_of(place).waiting;
  places_.erase(ticket);
  list(lane, now);
  release(place.lane, now);
}

void SendSchedule::pause_all(SendTime until) { paused_until_ = std::max(paused_until_, until); }

// Lists the fronts of a lane's lines, unless a call of the lane is under way.
void SendSchedule::list(Lane& lane, SendTime now) {
  if (lane.is_under_way) {
    return;
  }
  for (Line& line : lane.lines) {
    if (!line.tickets.empty()) {
      list_front(lane, line, now);
    }
  }
}

SendSchedule::Front SendSchedule::front_of(const Lane& lane, const Line& line, SendTime now) const {
  Front front{.ticket = line.tickets.front()};
  for (const Ticket ticket : line.tickets) {
    const SendTime until = lane.held_until(places_.at(ticket).method);
    if (until <= now) {
      front.ticket = ticket;
      front.may_start = true;
      break;
    }
    front.changes_at = std::min(front.changes_at, until);
  }
  return front;
}

void SendSchedule::list_front(const Lane& lane, Line& line, SendTime now) {
  const Front front = front_of(lane, line, now);
  const Place& place = places_.at(front.ticket);
  const bool is_due = place.priority > 0 && line.overtaken >= turn_of(place.priority);
  line.listed_in = &groups_[is_due ? 0 : place.priority][place.is_counted ? 1 : 0];
  line.listed = front.ticket;
  line.listed_for = lane.not_before;
  if (place.is_counted_in_chat) {
    line.listed_for = std::max(line.listed_for, lane.window.next(limits_.chat, now));
  }
  if (!front.may_start) {
    line.listed_for = front.changes_at;
  } else if (line.listed_for > now) {
    line.listed_for = std::min(line.listed_for, front.changes_at);
  }
  if (line.listed_for <= now) {
    line.listed_in->ready.insert(front.ticket);
  } else {
    waiting_.emplace(line.listed_for, front.ticket);
  }
}

void SendSchedule::unlist(Lane& lane) {
  for (Line& line : lane.lines) {
    if (line.listed_in == nullptr) {
      continue;
    }
    line.listed_in->ready.erase(line.listed);
    waiting_.erase({line.listed_for, line.listed});
    line.listed_in = nullptr;
  }
}

// Forgets a lane without calls, at once or when its rate and pauses have run out.
void SendSchedule::release(const LaneId& id, SendTime now) {
  const auto found = lanes_.find(id);
  if (found == lanes_.end()) {
    return;
  }
  const Lane& lane = found->second;
  if (lane.is_under_way || lane.waiting() > 0) {
    return;
  }
  const SendTime at = lane.idle_at(limits_.chat);
  if (at <= now || !id.first) {
    lanes_.erase(found);
  } else {
    idle_.emplace(at, id);
  }
}

// Lists anew what may start since the last call, and forgets lanes that have become idle.
void SendSchedule::settle(SendTime now) {
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    Lane& lane = lanes_.at(places_.at(waiting_.begin()->second).lane);
    unlist(lane);
    list(lane, now);
  }
  while (!idle_.empty() && idle_.begin()->first <= now) {
    const LaneId lane = idle_.begin()->second;
    idle_.erase(idle_.begin());
    release(lane, now);
  }
}

std::optional<SendSchedule::Ticket> SendSchedule::choose(SendTime now) const {
  const std::size_t sorts = window_.next(limits_.all, now) <= now ? 2 : 1;
  for (std::size_t priority = kPriorities - 1; priority > 0; --priority) {
    for (std::size_t sort = 0; sort < sorts; ++sort) {
      const Group& group = groups_[priority][sort];
      if (group.overtaken >= turn_of(priority) && !group.ready.empty()) {
        return *group.ready.begin();
      }
    }
  }
  for (const auto& groups : groups_) {
    std::optional<Ticket> oldest;
    for (std::size_t sort = 0; sort < sorts; ++sort) {
      const std::set<Ticket>& ready = groups[sort].ready;
      if (!ready.empty() && (!oldest || *ready.begin() < *oldest)) {
        oldest = *ready.begin();
      }
    }
    if (oldest) {
      return oldest;
    }
  }
  return std::nullopt;
}

// A call of the same sort (counted or not) overtakes the group in any case, one of the other sort
// only when the group could have started one instead: then the call took its place on the wire.
void SendSchedule::note_overtaken(std::array<Group, 2>& groups, bool by_counted, SendTime now) {
  const bool has_window = window_.next(limits_.all, now) <= now;
  for (const bool is_counted : {false, true}) {
    Group& group = groups[is_counted ? 1 : 0];
    const bool could_start = !group.ready.empty() && (!is_counted || has_window);
    if (is_counted == by_counted || could_start) {
      group.overtaken = group.waiting > 0 ? group.overtaken + 1 : 0;
    }
  }
}

void SendSchedule::start(Ticket ticket, SendTime now) {
  const Place& place = places_.at(ticket);
  Lane& lane = lanes_.at(place.lane);
  unlist(lane);
  std::erase(lane.lines[place.priority].tickets, ticket);
  lane.lines[place.priority].overtaken = 0;
  lane.is_under_way = true;
  --group_of(place).waiting;
  group_of(place).overtaken = 0;
  for (std::size_t lower = place.priority + 1; lower < kPriorities; ++lower) {
    note_overtaken(groups_[lower], place.is_counted, now);
    Line& line = lane.lines[lower];
    line.overtaken = line.tickets.empty() ? 0 : line.overtaken + 1;
  }
  ++under_way_;
  if (place.is_counted) {
    window_.mark(limits_.all, now);
  }
  if (place.is_counted_in_chat) {
    lane.window.mark(limits_.chat, now);
  }
}

void SendSchedule::put_back(Ticket ticket) {
  const Place& place = places_.at(ticket);
  auto& tickets = lanes_.at(place.lane).lines[place.priority].tickets;
  tickets.insert(std::ranges::lower_bound(tickets, ticket), ticket);
  ++group_of(place).waiting;
}

void SendSchedule::end(Ticket ticket, SendTime now) {
  Lane& lane = lanes_.at(places_.at(ticket).lane);
  base::check(lane.is_under_way, "only a call that is under way can end");
  lane.is_under_way = false;
  --under_way_;
  list(lane, now);
}

}  // namespace telegram
