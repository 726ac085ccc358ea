#include "sandbox/model/update_queue.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace sandbox {

bool UpdateQueue::is_wanted(std::string_view kind) const {
  return allowed_.empty() || std::ranges::find(allowed_, kind) != allowed_.end();
}

void UpdateQueue::add(std::string_view kind, std::int64_t chat_id, boost::json::value content) {
  if (!is_wanted(kind)) {
    return;
  }
  const std::int64_t id = next_id_++;
  boost::json::object body{{"update_id", id}};
  body[kind] = std::move(content);
  enqueue({id, chat_id, std::move(body), /*is_delivered=*/false});
}

void UpdateQueue::add_raw(boost::json::object body) {
  if (!body.contains("update_id")) {
    body["update_id"] = next_id_++;
  }
  const boost::json::value& id = body["update_id"];
  enqueue({id.is_int64() ? id.get_int64() : 0, 0, body, /*is_delivered=*/false});
}

void UpdateQueue::enqueue(PendingUpdate update) {
  std::deque<PendingUpdate>& target = is_held_ ? held_ : queue_;
  for (int copy = 1; copy < copies_; ++copy) {
    target.push_back(update);
  }
  target.push_back(std::move(update));
}

void UpdateQueue::release(Order order) {
  is_held_ = false;
  if (order == Order::reversed) {
    std::ranges::reverse(held_);
  }
  std::ranges::move(held_, std::back_inserter(queue_));
  held_.clear();
}

// Confirms only delivered updates: one that a test held back may have an id below the offset.
std::vector<boost::json::object> UpdateQueue::poll(std::optional<std::int64_t> offset,
                                                   std::size_t limit) {
  if (offset && *offset < 0) {
    const auto keep = static_cast<std::size_t>(-*offset);
    queue_.erase(
        queue_.begin(),
        std::prev(queue_.end(), static_cast<std::ptrdiff_t>(std::min(keep, queue_.size()))));
  } else if (offset) {
    std::erase_if(queue_, [&](const PendingUpdate& update) {
      return update.is_delivered && update.id < *offset;
    });
  }
  std::vector<boost::json::object> batch;
  for (PendingUpdate& update : queue_ | std::views::take(limit)) {
    update.is_delivered = true;
    batch.push_back(update.body);
  }
  return batch;
}

std::optional<PendingUpdate> UpdateQueue::start_delivery() {
  const auto ready = std::ranges::find_if(queue_, [this](const PendingUpdate& update) {
    return !busy_chats_.contains(update.chat_id);
  });
  if (ready == queue_.end()) {
    return std::nullopt;
  }
  PendingUpdate update = std::move(*ready);
  queue_.erase(ready);
  busy_chats_.insert(update.chat_id);
  return update;
}

void UpdateQueue::finish_delivery(PendingUpdate update, bool is_accepted) {
  busy_chats_.erase(update.chat_id);
  if (!is_accepted) {
    queue_.push_front(std::move(update));
  }
}

void UpdateQueue::clear() {
  queue_.clear();
  held_.clear();
}

}  // namespace sandbox
