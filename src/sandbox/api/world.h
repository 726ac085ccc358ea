// The simulated Telegram behind a lock: what the server, the chat page and the tests share.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "sandbox/api/bot_methods.h"
#include "sandbox/api/schema.h"
#include "sandbox/model/fault.h"
#include "sandbox/model/state.h"

namespace sandbox {

// Safe to use from any thread.
class World {
 public:
  // REQUIRES: `clock` outlives the world.
  World(const base::Clock& clock, BotProfile bot, FloodLimits flood, FetchPicture fetch);

  base::Timestamp now() const { return clock_.now(); }

  // Sets what is called after every change, on the thread that made it; it must not call the world.
  // REQUIRES: set before threads share the world.
  void on_change(std::function<void()> listener) { listener_ = std::move(listener); }

  // Calls `look` with the State, which does not change meanwhile.
  template <class Look>
  auto read(Look look) const {
    const std::lock_guard lock(mutex_);
    return look(std::as_const(state_));
  }

  // Calls `act`, which may change the State, then notifies.
  template <class Act>
  auto change(Act act) {
    const ChangeNotification notification(*this);
    const std::lock_guard lock(mutex_);
    return act(state_);
  }

  // The same without notification, for changes that nobody waits for.
  template <class Act>
  auto change_silently(Act act) {
    const std::lock_guard lock(mutex_);
    return act(state_);
  }

  // Blocks until `is_met` of the State is true; returns false after `within`.
  template <class Condition>
  bool wait_until(std::chrono::milliseconds within, Condition is_met) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, within, [&] { return is_met(std::as_const(state_)); });
  }

  // Checks the call against the schema, then performs it.
  Answer call(BotCall call);

  // Takes a fault that was injected for this method, if any.
  std::optional<Fault> take_fault(std::string_view method);
  void inject(Fault fault);
  std::size_t call_count(std::string_view method) const;

  // Sets what is called with each accepted call. REQUIRES: set before threads share the world.
  void on_accepted(std::function<void(const BotCall&)> listener) {
    accepted_ = std::move(listener);
  }
  // Only checks the call, for methods of the transport.
  std::optional<ApiError> check(BotCall& call) const;
  void count(const BotCall& call);

 private:
  // Notifies waiters and the listener after a change, when the lock is released.
  class ChangeNotification {
   public:
    explicit ChangeNotification(World& world) : world_(world) {}
    ~ChangeNotification();
    ChangeNotification(const ChangeNotification&) = delete;
    ChangeNotification& operator=(const ChangeNotification&) = delete;

   private:
    World& world_;
  };

  // REQUIRES: mutex_ is held.
  void count_locked(const BotCall& call);

  const base::Clock& clock_;
  const Schema schema_;
  const FetchPicture fetch_;
  std::function<void()> listener_ = [] {};
  std::function<void(const BotCall&)> accepted_ = [](const BotCall&) {};

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  State state_;
  std::vector<Fault> faults_;
  std::map<std::string, std::size_t, std::less<>> call_counts_;
};

}  // namespace sandbox
