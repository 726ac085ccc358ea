#include "app/cluster/leader_task.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

#include "db/core/failure.h"

namespace app {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;

LeaderTask::LeaderTask(const asio::any_io_executor& executor, const Context& context,
                       std::string lease, std::string_view what)
    : context_(context),
      lease_(std::move(lease), context_.database, context_.clock),
      what_(what),
      alarm_(executor) {}

asio::awaitable<base::Result<void>> LeaderTask::run(Work work) {
  work_ = std::move(work);
  bool stands_by = false;
  base::Result<void> ended;
  while (ended && !is_stopping_) {
    const bool is_ours = co_await hold();
    if (is_stopping_) {  // meanwhile
      co_await release();
      break;
    }
    if (is_ours) {
      stands_by = false;
      ended = co_await lead();
      continue;
    }
    if (!std::exchange(stands_by, true)) {
      context_.logger.info("Another process {}; this one stands by.", what_);
    }
    co_await alarm_.pause(LeaseHolder::kRenewal);
  }
  co_return ended;
}

void LeaderTask::stop() {
  is_stopping_ = true;
  alarm_.ring();
  if (is_working_) {
    work_.stop();
  }
}

asio::awaitable<base::Result<void>> LeaderTask::lead() {
  is_working_ = true;
  auto ended = co_await (work() && renew());
  if (!ended && ended.error().kind == base::ErrorKind::conflict && !co_await hold()) {
    co_return base::Result<void>();  // the process that took over goes on
  }
  co_return ended;
}

asio::awaitable<base::Result<void>> LeaderTask::work() {
  auto ended = co_await work_.run();
  is_working_ = false;
  alarm_.ring();
  co_return ended;
}

// Renews the lease while the work runs; ends the work when another process has taken it.
asio::awaitable<void> LeaderTask::renew() {
  while (is_working_) {
    co_await alarm_.pause(LeaseHolder::kRenewal);
    if (is_working_ && !co_await hold() && is_working_) {
      work_.stop();
    }
  }
  if (is_stopping_) {
    co_await release();
  }
}

asio::awaitable<void> LeaderTask::release() {
  try {
    co_await lease_.release();
  } catch (const db::Failure& failure) {
    context_.logger.warn("The lease of what {} runs out by itself: {}", what_, failure.what());
  }
}

asio::awaitable<bool> LeaderTask::hold() {
  try {
    co_return co_await lease_.hold();
  } catch (const db::Failure& failure) {
    context_.logger.warn("The lease of what {} could not be renewed: {}", what_, failure.what());
  }
  co_return is_working_;
}

}  // namespace app
