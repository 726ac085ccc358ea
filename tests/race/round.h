// One offer, and customers who want it at the same moment.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "base/money.h"
#include "db/core/database.h"
#include "shop/sales/reservation.h"

namespace race {

struct Offer {
  std::vector<std::int64_t> units;
  base::Money price;
};

// Every customer reserves the offer's first unit, and everybody with a reservation confirms twice
// at once. Wrong answers fail the test.
class Round {
 public:
  Round(db::Database& database, const Offer& offer) : database_(database), offer_(offer) {}

  // Runs `at_once` customers at a time, until each has an answer.
  void run(const std::vector<std::int64_t>& customers, std::size_t at_once);

  const std::set<std::int64_t>& buyers() const { return buyers_; }

 private:
  boost::asio::awaitable<void> take_turns(const std::vector<std::int64_t>& customers);
  boost::asio::awaitable<void> want(std::int64_t customer);
  boost::asio::awaitable<void> confirm(std::int64_t customer, std::int64_t unit);
  void check_refusal(shop::ReserveRefusal refusal, bool was_over);
  bool is_over() const { return buyers_.size() == offer_.units.size(); }

  db::Database& database_;
  const Offer& offer_;
  boost::asio::io_context loop_;
  std::size_t next_ = 0;        // index of the next customer
  std::size_t confirming_ = 0;  // reservations whose customers have pressed Confirm
  std::set<std::int64_t> buyers_;
  std::set<std::int64_t> orders_;
};

}  // namespace race
