// Works on changes of many units, and ends discounts whose time has come.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "app/cluster/context.h"
#include "base/alarm.h"

namespace app {

// Role `jobs`. Looks every two seconds: a discount ends within that time of its minute, and what a
// killed process left is gone on with. Several processes may do it at once: each piece is one
// transaction. Used on `executor`, which runs on one thread.
class DiscountWork {
 public:
  DiscountWork(const boost::asio::any_io_executor& executor, const Context& context)
      : context_(context), alarm_(executor) {}

  // Runs until stop(). When the database does not answer, tries again in a few seconds.
  // REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

 private:
  boost::asio::awaitable<void> end_due();
  boost::asio::awaitable<void> continue_unfinished();
  boost::asio::awaitable<void> forget_undo();

  Context context_;
  base::Alarm alarm_;
};

}  // namespace app
