// What the shop sold and took in within a span of time.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/time_zone.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit_method.h"

namespace shop {

// From `from` on, before `to`.
struct Span {
  base::Timestamp from;
  base::Timestamp to;

  friend bool operator==(const Span&, const Span&) = default;
};

struct SaleFigures {
  std::int64_t orders = 0;
  base::Money revenue;
  base::Money discounts;          // of the prices before the discount
  base::Money refunds;            // made in the span, of whatever orders
  std::int64_t reservations = 0;  // each may become an order
};
BOOST_DESCRIBE_STRUCT(SaleFigures, (), (orders, revenue, discounts, refunds, reservations))

SaleFigures sale_figures(db::Tx& tx, Span span);

// The sales of one day in the shop's zone.
struct DaySales : SaleFigures {
  std::chrono::local_days day;
};

// Each day from `first` to `last`, the oldest first, of the last one what is there before `now`.
// REQUIRES: at most a few hundred days.
std::vector<DaySales> sales_by_day(db::Tx& tx, const base::TimeZone& zone,
                                   std::chrono::local_days first, std::chrono::local_days last,
                                   base::Timestamp now);

// An offer in a city, or all of a city (`name` is empty).
struct Seller {
  std::string city;
  std::string name;
  std::int64_t orders = 0;
  base::Money revenue;
};
BOOST_DESCRIBE_STRUCT(Seller, (), (city, name, orders, revenue))

// By revenue, the highest first.
struct BestSellers {
  std::vector<Seller> offers;
  std::vector<Seller> cities;
};
BestSellers best_sellers(db::Tx& tx, Span span, std::size_t most);

struct DepositFigures {
  DepositMethod method = DepositMethod::btc;
  std::int64_t completed = 0;
  base::Money amount;
  std::int64_t reversed = 0;  // credited in the span and taken back since
  base::Money reversed_amount;
};
BOOST_DESCRIBE_STRUCT(DepositFigures, (), (method, completed, amount, reversed, reversed_amount))

// Deposits that were credited in the span, of each method that had any.
std::vector<DepositFigures> deposit_figures(db::Tx& tx, Span span);

std::int64_t new_customers(db::Tx& tx, Span span);

// What customers have in their wallets now; debts are not set off.
base::Money owed_to_customers(db::Tx& tx);

}  // namespace shop
