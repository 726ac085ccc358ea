// What events tell, for each kind: a new column of a table is told only when it is added here.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/money.h"
#include "shop/webhooks/event.h"

namespace shop {

struct OrderCreated {
  static constexpr auto kEvent = WebhookEvent::order_created;

  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t product_id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money original_price;
  base::Percent discount_applied;
  base::Money final_price;
  base::Timestamp created_at;

  std::string subject() const { return fmt::format("order:{}", id); }
};
BOOST_DESCRIBE_STRUCT(OrderCreated, (),
                      (id, user_id, product_id, city, district, category, name, original_price,
                       discount_applied, final_price, created_at))

struct OrderRefunded {
  static constexpr auto kEvent = WebhookEvent::order_refunded;

  std::int64_t order_id = 0;
  std::int64_t user_id = 0;
  base::Money final_price;  // that was paid
  base::Money amount;       // that was given back
  std::string reason;       // as the customer reads it
  base::Timestamp created_at;

  std::string subject() const { return fmt::format("order:{}", order_id); }
};
BOOST_DESCRIBE_STRUCT(OrderRefunded, (),
                      (order_id, user_id, final_price, amount, reason, created_at))

// Of a deposit that was credited or taken back.
struct DepositMoved {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::string method;
  base::Money amount;
  int times_credited = 0;  // with this one: a chain may take a deposit back and bring it again

  std::string subject() const { return fmt::format("deposit:{}", id); }
};
BOOST_DESCRIBE_STRUCT(DepositMoved, (), (id, user_id, method, amount, times_credited))

struct DepositCompleted : DepositMoved {
  static constexpr auto kEvent = WebhookEvent::deposit_completed;
};
BOOST_DESCRIBE_STRUCT(DepositCompleted, (DepositMoved), ())

struct DepositReversed : DepositMoved {
  static constexpr auto kEvent = WebhookEvent::deposit_reversed;
};
BOOST_DESCRIBE_STRUCT(DepositReversed, (DepositMoved), ())

// Of the units of one name at one place, whatever their price.
struct StockLeft {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::int64_t units = 0;  // unsold

  std::string subject() const {
    return fmt::format("stock:{}/{}/{}/{}", city, district, category, name);
  }
};
BOOST_DESCRIBE_STRUCT(StockLeft, (), (city, district, category, name, units))

struct StockLow : StockLeft {
  static constexpr auto kEvent = WebhookEvent::stock_low;

  int line = 0;  // from how many units on it is low
};
BOOST_DESCRIBE_STRUCT(StockLow, (StockLeft), (line))

struct StockOut : StockLeft {
  static constexpr auto kEvent = WebhookEvent::stock_out;
};
BOOST_DESCRIBE_STRUCT(StockOut, (StockLeft), ())

struct TicketOpened {
  static constexpr auto kEvent = WebhookEvent::ticket_opened;

  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::optional<std::int64_t> order_id;
  std::string state;  // "waiting": the customer wrote; "answered": one of the staff did
  base::Timestamp opened_at;

  std::string subject() const { return fmt::format("ticket:{}", id); }
};
BOOST_DESCRIBE_STRUCT(TicketOpened, (), (id, user_id, order_id, state, opened_at))

struct CustomerCreated {
  static constexpr auto kEvent = WebhookEvent::customer_created;

  std::int64_t id = 0;
  std::optional<std::string> username;
  std::string first_name;
  std::optional<std::string> language;
  std::optional<std::int64_t> referrer_id;
  base::Timestamp created_at;

  std::string subject() const { return fmt::format("customer:{}", id); }
};
BOOST_DESCRIBE_STRUCT(CustomerCreated, (),
                      (id, username, first_name, language, referrer_id, created_at))

}  // namespace shop
