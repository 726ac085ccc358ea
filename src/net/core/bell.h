// Wakes coroutines that wait for something to happen.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <set>

namespace net {

// All calls are made on one executor, which runs one thing at a time.
class Bell {
 public:
  // Wakes all that wait.
  void ring();
  // Returns at the next ring or at `deadline`; ends with operation_aborted when cancelled.
  boost::asio::awaitable<void> wait_until(std::chrono::steady_clock::time_point deadline);

 private:
  std::set<boost::asio::steady_timer*> waiting_;
};

}  // namespace net
