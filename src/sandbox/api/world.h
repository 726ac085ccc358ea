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

  // Called after every change, on the thread that made it; must not call the world.
  // REQUIRES: set before threads share the world.
  void on_change(std::function<void()> listener) { listener_ = std::move(listener); }

  // `look` gets a State that nobody changes meanwhile.
  template <class Look>
  auto read(Look look) const {
    const std::lock_guard lock(mutex_);
    return look(std::as_const(state_));
  }

  // `act` may change the State.
  template <class Act>
  auto change(Act act) {
    const Announcement announcement(*this);
    const std::lock_guard lock(mutex_);
    return act(state_);
  }

  // The same for what nobody waits for, such as handing out updates.
  template <class Act>
  auto quietly(Act act) {
    const std::lock_guard lock(mutex_);
    return act(state_);
  }

  // Blocks until `is_met` of the state holds; false when it does not within `within`.
  template <class Condition>
  bool wait_until(std::chrono::milliseconds within, Condition is_met) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, within, [&] { return is_met(std::as_const(state_)); });
  }

  // Checks the call against the schema, then performs it.
  Answer call(BotCall call);

  // The fault that was ordered for this call, which uses it up.
  std::optional<Fault> take_fault(std::string_view method);
  void order(Fault fault);
  std::size_t call_count(std::string_view method) const;

  // Called with each accepted call. REQUIRES: set before threads share the world.
  void on_accepted(std::function<void(const BotCall&)> listener) {
    accepted_ = std::move(listener);
  }
  // The checks alone, for methods that the server performs itself.
  std::optional<ApiError> check(BotCall& call) const;
  void count(const BotCall& call);

 private:
  // Tells waiters and the listener at the end of a change, after the lock is released.
  class Announcement {
   public:
    explicit Announcement(World& world) : world_(world) {}
    ~Announcement();
    Announcement(const Announcement&) = delete;
    Announcement& operator=(const Announcement&) = delete;

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
