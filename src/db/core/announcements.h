// Telling whoever waits for what transactions leave behind that there is something.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace db {

// Safe to call from any thread.
class Announcements {
  struct State {
    std::mutex mutex;
    std::list<std::function<void()>> listeners;
  };

 public:
  // Ends with its destruction: the listener is not running then and is called no more.
  class Subscription {
   public:
    Subscription(std::shared_ptr<State> state, std::function<void()> listener);
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

   private:
    std::shared_ptr<State> state_;
    std::list<std::function<void()>>::iterator place_;
  };

  // `listener` is called by any thread and only passes on that it was called: it waits for nothing
  // and neither subscribes nor ends a subscription.
  [[nodiscard]] Subscription subscribe(std::function<void()> listener) const {
    return {state_, std::move(listener)};
  }

  void call() const;

 private:
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace db
