// Work that one process of a shop does for as long as it runs, while the others stand by.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "app/cluster/context.h"
#include "app/cluster/lease_holder.h"
#include "base/alarm.h"
#include "base/error.h"

namespace app {

// Holds a lease while the work runs, and renews it. While the database does not answer, no other
// process can take the lease, so the work goes on. Used on `executor`, which runs on one
// thread.
class LeaderTask {
 public:
  struct Work {
    // Runs until `stop`, or an error that only the operator can fix. Called again when the lease
    // was lost and taken again.
    std::function<boost::asio::awaitable<base::Result<void>>()> run;
    std::function<void()> stop;
  };

  // `lease` names the work in the database, `what` in the log: "takes this bot's updates".
  LeaderTask(const boost::asio::any_io_executor& executor, const Context& context,
             std::string lease, std::string_view what);

  // Runs until stop(), or an error of the work, unless another process has taken it over.
  // REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run(Work work);

  void stop();

 private:
  boost::asio::awaitable<base::Result<void>> lead();
  boost::asio::awaitable<base::Result<void>> work();
  boost::asio::awaitable<void> renew();
  boost::asio::awaitable<void> release();
  boost::asio::awaitable<bool> hold();

  Context context_;
  LeaseHolder lease_;
  std::string what_;
  Work work_;
  base::Alarm alarm_;
  bool is_working_ = false;
  bool is_stopping_ = false;
};

}  // namespace app
