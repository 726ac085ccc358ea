#include "shop/sales/low_stock_news.h"

#include <array>

#include <gmock/gmock.h>

#include "json/json.h"
#include "shop/customers/staff.h"
#include "shop/sales/sale_news.h"
#include "shop/stock/low_stock.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kStockOwner = 1;
constexpr std::int64_t kStockManager = 2;

class LowStockTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(10'000));
    join(kStockOwner);
    join(kStockManager);
  }
  void announce() {
    transact([](db::Tx& tx) { return announce_sales(tx, std::array{kStockOwner}, kNow); });
  }
  // Sells that many units of the offer, each announced at once.
  void sell(std::int64_t unit, int units) {
    for (int i = 0; i < units; ++i) {
      const auto reserved = reserve(kAnn, unit);
      ASSERT_TRUE(reserved);
      ASSERT_TRUE(purchase(kAnn, reserved->product.id));
      announce();
    }
  }
  // How many units were left each time that somebody was told.
  std::vector<std::int64_t> told(std::int64_t who) {
    std::vector<std::int64_t> left;
    for (const auto& payload : read([&](db::Tx& tx) {
           return tx.all<std::string>(
               "SELECT payload FROM outbox WHERE kind = 'low_stock' AND user_id = $1 ORDER BY id",
               who);
         })) {
      left.push_back(json::parse<LowStockNotice>(payload, json::Strictness::strict)->units);
    }
    return left;
  }
  void set_line(std::int64_t unit, int line) {
    transact([&](db::Tx& tx) {
      set_low_stock_line(tx, *find_product(tx, unit), line,
                         permit<Act::edit_product>(Actor::owner(kStockOwner)).value(), kNow);
      return true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, LowStockTest, support::kBothEngines, support::engine_name);

TEST_P(LowStockTest, OffersAreLowUntilTheyAreRestocked) {
  const auto low = [&](Page page = {}) {
    return read([&](db::Tx& tx) { return low_offers(tx, kLowStockLine, page); });
  };
  const auto units = stock(voucher(), 5);
  const auto others = stock(voucher_named("Other"), 4);
  stock(voucher_named("Never sold"));
  const auto single = stock(voucher_named("Single"));
  sell(units.front(), 1);
  EXPECT_THAT(low().items, IsEmpty());
  sell(single, 1);
  EXPECT_THAT(low().items, IsEmpty()) << "it never was above its line";
  sell(units.front(), 1);
  sell(others.front(), 4);
  ASSERT_EQ(low().items.size(), 2U);
  EXPECT_EQ(low().items[0].name, "Other") << "sold out";
  EXPECT_EQ(low().items[0].units, 0);
  EXPECT_EQ(low().items[1].name, voucher().name);
  EXPECT_EQ(low().items[1].units, 3);
  EXPECT_EQ(low({0, 1}).items.size(), 1U);
  EXPECT_TRUE(low({0, 1}).has_more);
  set_line(units.front(), 2);
  EXPECT_EQ(low().items.size(), 1U) << "by the offer's own line";
  stock(voucher_named("Other"), 4);
  EXPECT_THAT(low().items, IsEmpty());
}

TEST_P(LowStockTest, IsToldOnceUntilThereIsEnoughAgain) {
  const auto units = stock(voucher(), 6);
  sell(units.back(), 2);
  EXPECT_THAT(told(kStockOwner), IsEmpty());
  sell(units.front(), 1);
  EXPECT_THAT(told(kStockOwner), ElementsAre(3));
  sell(units.front(), 1);
  EXPECT_THAT(told(kStockOwner), ElementsAre(3));
  const auto more = stock(voucher(), 1);  // still at the line
  sell(more.front(), 1);
  EXPECT_THAT(told(kStockOwner), ElementsAre(3));
  const auto enough = stock(voucher(), 2);
  sell(enough.front(), 1);
  EXPECT_THAT(told(kStockOwner), ElementsAre(3, 3));
}

TEST_P(LowStockTest, FollowsTheLineOfTheOffer) {
  const auto units = stock(voucher(), 3);
  set_line(units.front(), 1);
  sell(units.front(), 1);
  EXPECT_THAT(told(kStockOwner), IsEmpty());
  sell(units[1], 1);
  EXPECT_THAT(told(kStockOwner), ElementsAre(1));
}

TEST_P(LowStockTest, SaysNothingOfAnOfferThatNeverHadMore) {
  sell(stock(), 1);
  EXPECT_THAT(told(kStockOwner), IsEmpty());
}

TEST_P(LowStockTest, ReachesThoseOfTheStaffWhoSeeTheStock) {
  transact([](db::Tx& tx) {
    return set_role(tx, kStockManager, Role::manager,
                    permit<Act::set_role>(Actor::owner(kStockOwner)).value(), kNow, {})
        .has_value();
  });
  const auto units = stock(voucher(), 4);
  sell(units.front(), 1);
  EXPECT_THAT(told(kStockManager), ElementsAre(3));
}

TEST_P(LowStockTest, CountsSalesThatWereAnnouncedTogether) {
  const auto units = stock(voucher(), 6);
  for (int i = 0; i < 4; ++i) {
    buy(kAnn, units[static_cast<std::size_t>(i)]);
  }
  announce();
  EXPECT_THAT(told(kStockOwner), ElementsAre(2));
}

}  // namespace
}  // namespace shop
