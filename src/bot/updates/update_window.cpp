#include "bot/updates/update_window.h"

#include <utility>

#include "shop/core/update_log.h"

namespace bot {

bool UpdateWindow::add(std::int64_t update_id, base::Timestamp now) {
  if (now - std::exchange(last_at_, now) > shop::kUpdateMemory) {
    ring_.clear();
    ids_.clear();
    oldest_ = 0;
  }
  if (!ids_.insert(update_id).second) {
    return false;
  }
  if (ring_.size() < capacity_) {
    ring_.push_back(update_id);
    return true;
  }
  ids_.erase(ring_[oldest_]);
  ring_[oldest_] = update_id;
  oldest_ = (oldest_ + 1) % capacity_;
  return true;
}

}  // namespace bot
