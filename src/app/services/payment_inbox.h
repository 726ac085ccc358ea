// Payments whose updates could not be booked when they came.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cluster/context.h"
#include "base/alarm.h"
#include "shop/core/kept_update.h"
#include "telegram/update_handler.h"

namespace app {

// Keeps updates that tell of money in the database, and hands them to the handler again until they
// are booked: at once, after each start, and with pauses that grow up to an hour. The owners are
// told of one that cannot be booked. Processes of a shop that do so at the same time book a payment
// once: the handler knows what it has handled. Used on `executor`, which runs on one thread; what
// it refers to outlives it.
class PaymentInbox {
 public:
  PaymentInbox(const boost::asio::any_io_executor& executor, const Context& context,
               telegram::UpdateHandler handler, std::vector<std::int64_t> owner_ids);

  // Is a telegram::UpdateKeeper.
  boost::asio::awaitable<bool> keep(std::string json);

  // Runs until stop(), by which nothing more is handed to the handler. REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

  // That payments wait; nothing when none does.
  std::optional<std::string> note() const;

 private:
  boost::asio::awaitable<void> book_due();
  boost::asio::awaitable<bool> book(const shop::KeptUpdate& kept);
  boost::asio::awaitable<void> settle(shop::KeptUpdate kept, bool is_booked);

  Context context_;
  telegram::UpdateHandler handler_;
  std::vector<std::int64_t> owner_ids_;
  base::Alarm alarm_;
  bool is_woken_ = false;
  std::int64_t unbooked_ = 0;  // as it was when last looked at
};

}  // namespace app
