// Updates that wait for the bot.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "sandbox/model/fault.h"

namespace sandbox {

struct PendingUpdate {
  std::int64_t id = 0;
  std::int64_t chat_id = 0;
  boost::json::object body;
  bool is_delivered = false;  // by a long poll; returned again until it is confirmed
};

// Kept in the order of delivery, which tests can change. Not thread-safe.
class UpdateQueue {
 public:
  // Adds `{"update_id":…, kind: content}` unless the bot did not ask for that kind.
  void add(std::string_view kind, std::int64_t chat_id, boost::json::value content);
  // Adds an update as it is, with an update_id if it has none.
  void add_raw(boost::json::object body);

  // Empty: every kind but those that must be asked for (Bot API, getUpdates).
  void set_allowed(std::vector<std::string> kinds) { allowed_ = std::move(kinds); }
  const std::vector<std::string>& allowed() const { return allowed_; }

  // Confirms the delivered updates below `offset` and returns at most `limit` of the rest. A
  // negative offset drops all but the last -offset.
  std::vector<boost::json::object> poll(std::optional<std::int64_t> offset, std::size_t limit);

  // For webhooks: takes the first update whose chat has none under way.
  std::optional<PendingUpdate> start_delivery();
  // Ends a delivery; a failed one goes back to the front.
  void finish_delivery(PendingUpdate update, bool is_accepted);

  std::size_t size() const { return queue_.size() + held_.size() + busy_chats_.size(); }
  void clear();

  void hold() { is_held_ = true; }
  void release(Order order);
  void set_copies(int copies) { copies_ = copies; }

 private:
  bool is_wanted(std::string_view kind) const;
  void enqueue(PendingUpdate update);

  std::int64_t next_id_ = 100'000'001;
  std::deque<PendingUpdate> queue_;
  std::deque<PendingUpdate> held_;
  std::unordered_set<std::int64_t> busy_chats_;
  std::vector<std::string> allowed_;
  bool is_held_ = false;
  int copies_ = 1;
};

}  // namespace sandbox
