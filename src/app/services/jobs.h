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
#include "base/time_zone.h"
#include "shop/stock/import/staging.h"

namespace app {

// Role `jobs`. Every minute: releases expired reservations, reminds owners of undecided deposits or
// expires them, finishes interrupted imports,
// sums the sales of past days and sends the daily summary. Every hour: deletes records of old
// updates, old sent notices, old exchange rates and old deliveries to webhooks. One process of a
// shop works, the others stand by. Used on `executor`, which runs on one thread.
class Jobs {
 public:
  struct Options {
    std::chrono::milliseconds period{60'000};
    std::vector<std::int64_t> owner_ids = {};  // who decides on deposits
    base::TimeZone zone = {};                  // of the shop's days
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
  boost::asio::awaitable<void> sum_days();
  boost::asio::awaitable<void> send_daily_summary();

  Context context_;
  Options options_;
  LeaseHolder lease_;
  base::Timestamp forgot_at_{};
  base::Alarm alarm_;
};

}  // namespace app
