// Tells owners and staff of sales and large deposits.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/alarm.h"
#include "base/clock.h"
#include "base/log.h"
#include "bot/view/shop_settings.h"
#include "db/core/database.h"

namespace bot {

// Announces sales (shop/sales/sale_news.h) and large deposits (shop/deposits/large_deposit.h) soon
// after they are made, those of a burst together.
// Used on `executor`, which runs one thing at a time; what it refers to outlives it.
class SaleNews {
 public:
  struct Options {
    std::chrono::milliseconds gathering{2'000};  // between two notices
    std::chrono::milliseconds poll{10'000};      // when no process says that something happened
  };

  SaleNews(boost::asio::any_io_executor executor, db::Database& database, const base::Clock& clock,
           base::Logger& logger, const LiveSettings& settings, Options options);

  // Until stop(). REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop();

 private:
  boost::asio::awaitable<void> announce();
  void wake();

  boost::asio::any_io_executor executor_;
  db::Database& database_;
  const base::Clock& clock_;
  base::Logger& logger_;
  const LiveSettings& settings_;
  Options options_;
  base::Alarm alarm_;
  bool is_woken_ = false;
  bool is_idle_ = false;
  std::shared_ptr<SaleNews*> self_;  // gone when this is
  db::Announcements::Subscription enqueued_;
};

}  // namespace bot
