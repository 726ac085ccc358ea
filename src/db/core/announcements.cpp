#include "db/core/announcements.h"

#include <utility>

namespace db {

Announcements::Subscription::Subscription(std::shared_ptr<State> state,
                                          std::function<void()> listener)
    : state_(std::move(state)) {
  const std::scoped_lock lock(state_->mutex);
  place_ = state_->listeners.insert(state_->listeners.end(), std::move(listener));
}

Announcements::Subscription::~Subscription() {
  const std::scoped_lock lock(state_->mutex);
  state_->listeners.erase(place_);
}

void Announcements::call() const {
  const std::scoped_lock lock(state_->mutex);
  for (const auto& listener : state_->listeners) {
    listener();
  }
}

}  // namespace db
