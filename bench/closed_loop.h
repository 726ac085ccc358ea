// Customers who each send the next update as soon as the last one is answered.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <latch>

#include "bench/event_thread.h"
#include "bench/webhook.h"

namespace bench {

class ClosedLoop {
 public:
  // What one customer does in one turn, over a connection of their own. Runs on the loop's thread.
  using Turn = std::function<boost::asio::awaitable<void>(WebhookConnection&)>;

  // Starts at once.
  ClosedLoop(const WebhookAddress& address, int clients, Turn turn);
  ~ClosedLoop();
  ClosedLoop(const ClosedLoop&) = delete;
  ClosedLoop& operator=(const ClosedLoop&) = delete;

  // Turns completed so far. Throws what a turn threw.
  std::int64_t turns() const;
  // Waits until the turns under way end.
  void stop();

 private:
  boost::asio::awaitable<void> run_client(const WebhookAddress& address);

  Turn turn_;
  std::atomic<std::int64_t> turns_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<bool> has_failed_ = false;
  std::exception_ptr failure_;  // is set before has_failed_
  std::latch running_;
  EventThread thread_;
};

}  // namespace bench
