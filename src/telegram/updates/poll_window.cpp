#include "telegram/updates/poll_window.h"

#include <algorithm>

#include "base/check.h"

namespace telegram {

std::optional<std::int64_t> PollWindow::offset() const {
  for (const auto& [id, entry] : entries_) {
    if (entry.state != State::settled) {
      return id;
    }
  }
  return next_;
}

std::vector<std::int64_t> PollWindow::take(const std::vector<std::int64_t>& ids, Time now) {
  std::erase_if(entries_, [&](const auto& entry) {
    return entry.second.state != State::in_hand && std::ranges::find(ids, entry.first) == ids.end();
  });
  if (!ids.empty()) {
    next_ = std::ranges::max(ids) + 1;
  }
  std::vector<std::int64_t> taken;
  for (const std::int64_t id : ids) {
    const auto [entry, is_new] = entries_.try_emplace(id);
    const bool is_due = entry->second.state == State::put_off && entry->second.due <= now;
    if (is_new || is_due) {
      entry->second.state = State::in_hand;
      ++in_hand_;
      taken.push_back(id);
    }
  }
  return taken;
}

void PollWindow::settle(std::int64_t id) {
  Entry& entry = entries_.at(id);
  base::check(entry.state == State::in_hand, "only an update in hand is settled");
  entry.state = State::settled;
  --in_hand_;
}

void PollWindow::put_off(std::int64_t id, Time due) {
  settle(id);
  entries_.at(id) = {.state = State::put_off, .due = due};
}

std::optional<PollWindow::Time> PollWindow::due() const {
  std::optional<Time> first;
  for (const auto& [id, entry] : entries_) {
    if (entry.state == State::put_off) {
      first = std::min(first.value_or(entry.due), entry.due);
    }
  }
  return first;
}

}  // namespace telegram
