#include "shop/reports/statistics.h"

#include "shop/core/outbox.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

class StatisticsTest : public ShopTest {};
INSTANTIATE_TEST_SUITE_P(, StatisticsTest, support::kBothEngines, support::engine_name);

TEST_P(StatisticsTest, CountsAnEmptyShop) {
  const auto counters = read([](db::Tx& tx) { return count_everything(tx, kNow); });
  EXPECT_EQ(counters.customers, 0);
  EXPECT_EQ(counters.revenue, base::Money());
}

TEST_P(StatisticsTest, CountsWhatThereIs) {
  join(1, base::Money::units(500));
  const auto ids = stock(voucher(), 5);
  buy(1, ids[0]);
  discount(ids[1], 10);
  buy(1, ids[1]);
  ASSERT_TRUE(reserve(1, ids[2]));
  const auto given_up = value<std::int64_t>("SELECT min(id) FROM outbox");
  transact([=](db::Tx& tx) {
    give_up(tx, given_up, "the bot is blocked", kNow);
    return true;
  });
  const auto counters = read([](db::Tx& tx) { return count_everything(tx, kNow); });
  EXPECT_EQ(counters.customers, 1);
  EXPECT_EQ(counters.units_unsold, 3);
  EXPECT_EQ(counters.units_held, 1);
  EXPECT_EQ(counters.orders, 2);
  EXPECT_EQ(counters.revenue, base::Money::units(190));
  EXPECT_EQ(counters.outbox_waiting, 2);
  EXPECT_EQ(counters.outbox_given_up, 1);
  const auto later = read([](db::Tx& tx) { return count_everything(tx, kNow + kReservationTime); });
  EXPECT_EQ(later.units_held, 0);
}

}  // namespace
}  // namespace shop
