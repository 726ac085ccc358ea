#include "race/round.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>

#include <gtest/gtest.h>

#include "shop/sales/purchase.h"
#include "shop/testing/shop_fixture.h"

namespace race {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

void expect_no_failure(const std::exception_ptr& failure) {
  if (failure) {
    EXPECT_NO_THROW(std::rethrow_exception(failure));
  }
}

}  // namespace

void Round::run(const std::vector<std::int64_t>& customers, std::size_t at_once) {
  for (std::size_t i = 0; i < at_once; ++i) {
    asio::co_spawn(loop_, take_turns(customers), expect_no_failure);
  }
  loop_.run();
  EXPECT_EQ(buyers_.size(), offer_.units.size());
  EXPECT_EQ(orders_.size(), offer_.units.size());
}

awaitable<void> Round::take_turns(const std::vector<std::int64_t>& customers) {
  while (next_ < customers.size()) {
    co_await want(customers[next_++]);
  }
}

awaitable<void> Round::want(std::int64_t customer) {
  const bool was_over = is_over();
  const auto reserved =
      co_await database_.transact([customer, unit = offer_.units.front()](db::Tx& tx) {
        return shop::reserve(tx, customer, unit, shop::kNow, shop::kReservationTime);
      });
  if (!reserved) {
    check_refusal(reserved.error(), was_over);
    co_return;
  }
  EXPECT_FALSE(was_over);
  ++confirming_;
  asio::co_spawn(loop_, confirm(customer, reserved->product.id), expect_no_failure);
  co_await confirm(customer, reserved->product.id);
}

awaitable<void> Round::confirm(std::int64_t customer, std::int64_t unit) {
  const auto order =
      co_await database_.transact([customer, unit, price = offer_.price](db::Tx& tx) {
        return shop::purchase(tx, customer, unit, price, shop::kNow);
      });
  if (!order) {
    ADD_FAILURE() << "a customer cannot buy the unit that they reserved";
    co_return;
  }
  EXPECT_EQ(order->user_id, customer);
  buyers_.insert(customer);
  orders_.insert(order->id);
}

void Round::check_refusal(shop::ReserveRefusal refusal, bool was_over) {
  if (was_over) {
    EXPECT_EQ(refusal, shop::ReserveRefusal::sold) << "all were sold before they asked";
  } else if (refusal == shop::ReserveRefusal::sold) {
    EXPECT_EQ(confirming_, offer_.units.size()) << "somebody had not even confirmed";
  } else {
    EXPECT_EQ(refusal, shop::ReserveRefusal::held_by_other);
  }
}

}  // namespace race
