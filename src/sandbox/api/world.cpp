#include "sandbox/api/world.h"

#include <algorithm>

namespace sandbox {

World::World(const base::Clock& clock, BotProfile bot, FloodLimits flood, FetchPicture fetch)
    : clock_(clock), fetch_(std::move(fetch)) {
  state_.bot = std::move(bot);
  state_.flood = FloodGate(flood);
}

World::ChangeNotification::~ChangeNotification() {
  world_.changed_.notify_all();
  world_.listener_();
}

std::optional<ApiError> World::check(BotCall& call) const {
  if (!schema_.has_method(call.method)) {
    return ApiError{404, "Not Found: method not found", std::nullopt};
  }
  return schema_.check(call);
}

Answer World::call(BotCall call) {
  if (std::optional<ApiError> error = check(call)) {
    return std::unexpected(*std::move(error));
  }
  return change([&](State& state) {
    Answer answer = perform({state, call, clock_.now(), fetch_});
    if (answer) {
      count_locked(call);  // before anybody can see the effect of the call
    }
    return answer;
  });
}

void World::count(const BotCall& call) {
  const std::lock_guard lock(mutex_);
  count_locked(call);
}

void World::count_locked(const BotCall& call) {
  ++call_counts_[call.method];
  accepted_(call);
}

std::optional<Fault> World::take_fault(std::string_view method) {
  const std::lock_guard lock(mutex_);
  const auto fault = std::ranges::find_if(faults_, [method](const Fault& candidate) {
    return candidate.method.empty() ? method != "getUpdates" : candidate.method == method;
  });
  if (fault == faults_.end()) {
    return std::nullopt;
  }
  Fault taken = *fault;
  if (--fault->times == 0) {
    faults_.erase(fault);
  }
  return taken;
}

void World::inject(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(std::move(fault));
}

std::size_t World::call_count(std::string_view method) const {
  const std::lock_guard lock(mutex_);
  const auto found = call_counts_.find(method);
  return found == call_counts_.end() ? 0 : found->second;
}

}  // namespace sandbox
