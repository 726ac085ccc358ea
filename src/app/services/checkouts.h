// Completes purchases whose payment has come.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/cluster/context.h"
#include "base/alarm.h"
#include "db/core/announcements.h"
#include "shop/checkout/checkout_rules.h"

namespace app {

// In every process of a shop, whatever its roles: right behind each transaction of this process
// that told somebody something (a payment does), and every few seconds for those of others and for
// what a kill left. Looking at all that wait takes a tenth of the time at most: the more of them
// there are, the longer the pauses. Two processes do not take the same step twice. Used on
// `executor`, which runs on one thread; what `context` refers to outlives it.
class Checkouts {
 public:
  Checkouts(const boost::asio::any_io_executor& executor, const Context& context,
            const shop::HoldTimes& times);

  // Runs until stop(). When the database does not answer, tries again in a few seconds.
  // REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

  void follow(const shop::HoldTimes& times) { times_ = times; }

 private:
  void wake();
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<std::vector<std::int64_t>> look();
  boost::asio::awaitable<void> settle();
  // One that fails does not hold up the others.
  boost::asio::awaitable<void> settle(std::int64_t id);

  Context context_;
  shop::HoldTimes times_;
  base::Alarm alarm_;
  bool is_woken_ = false;
  std::chrono::milliseconds looked_for_{};  // how long the last look at all that wait took
  std::shared_ptr<Checkouts*> self_;        // for listeners, which may be called when this is gone
  db::Announcements::Subscription listening_;
};

}  // namespace app
