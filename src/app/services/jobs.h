// Scheduled jobs.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <vector>

#include "app/cluster/context.h"
#include "app/cluster/lease_holder.h"
#include "base/alarm.h"
#include "shop/stock/import/staging.h"

namespace app {

// Role `jobs`. Every minute: releases expired reservations, reminds owners of undecided deposits or
// expires them, and finishes interrupted imports. Every hour: deletes records of old updates, old
// sent notices and old exchange rates. One process of a shop works, the others stand by. Used on
// `executor`, which runs on one thread.
class Jobs {
 public:
  struct Options {
    std::chrono::milliseconds period{60'000};
    std::vector<std::int64_t> owner_ids = {};  // who decides on deposits
  };

  Jobs(const boost::asio::any_io_executor& executor, const Context& context,
       const Options& options);

  // Runs until stop(). When the database does not answer, retries in the next minute.
  // REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

 private:
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> release_expired();
  boost::asio::awaitable<void> remind_and_expire_deposits();
  boost::asio::awaitable<void> finish_imports();
  boost::asio::awaitable<void> finish(const shop::StagedImport& import);
  boost::asio::awaitable<void> forget();

  Context context_;
  Options options_;
  LeaseHolder lease_;
  base::Timestamp forgot_at_{};
  base::Alarm alarm_;
};

}  // namespace app
