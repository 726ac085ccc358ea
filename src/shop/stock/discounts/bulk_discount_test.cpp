#include "shop/stock/discounts/bulk_discount.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;

class BulkDiscountTest : public ShopTest {
 protected:
  static Permit<Act::set_discount> by_owner() {
    return permit<Act::set_discount>(Actor::owner(7)).value();
  }
  static DiscountTerms terms(int percent, std::optional<base::Timestamp> ends_at = {}) {
    return {*base::Percent::of(percent), ends_at};
  }
  BulkDiscount set(const UnitFilter& filter, const DiscountTerms& terms) {
    return transact(
        [&](db::Tx& tx) { return set_bulk_discount(tx, filter, terms, by_owner(), kNow); });
  }
  BulkDiscount continue_one(std::int64_t id) {
    return transact([&](db::Tx& tx) {
      continue_bulk_change(tx, kNow);
      return find_bulk_discount(tx, id).value();
    });
  }
  std::int64_t end_due(base::Timestamp now) {
    return transact([&](db::Tx& tx) { return end_due_discounts(tx, now); });
  }
  int percent_of(std::int64_t id) { return product(id).discount_percent.value(); }
  std::int64_t units_at(int percent) {
    return value<std::int64_t>("SELECT count(*) FROM products WHERE discount_percent = $1",
                               percent);
  }
};
INSTANTIATE_TEST_SUITE_P(, BulkDiscountTest, support::kBothEngines, support::engine_name);

TEST_P(BulkDiscountTest, ManyUnitsAreDoneInPiecesInTheOrderOfTheOwnersWishes) {
  const auto ids = stock(voucher(), 2 * kChangedAtOnce + 1);
  const auto first = set({.city = voucher().city}, terms(30));
  EXPECT_EQ(first.updated, kChangedAtOnce);
  EXPECT_FALSE(first.finished_at);
  const auto second = set({.ids = {{ids.back()}}}, terms(50));
  EXPECT_EQ(second.updated, 0) << "waits for the first, which would overwrite it";
  EXPECT_EQ(continue_one(first.id).updated, 2 * kChangedAtOnce);
  EXPECT_TRUE(continue_one(first.id).finished_at);
  EXPECT_EQ(continue_one(second.id).updated, 1);
  EXPECT_EQ(percent_of(ids.back()), 50);
  EXPECT_EQ(units_at(30), 2 * kChangedAtOnce);
  EXPECT_FALSE(transact([](db::Tx& tx) { return has_unfinished_changes(tx); }));
  EXPECT_EQ(count("outbox"), 2) << "the owner is told of both";
}

TEST_P(BulkDiscountTest, UnitsSoldOrAddedMeanwhileKeepTheirPrice) {
  join(kAnn, Money::units(200));
  const auto ids = stock(voucher(), kChangedAtOnce + 1);
  const auto discount = set({.city = voucher().city}, terms(30));
  buy(kAnn, ids.back());
  const auto added = stock(voucher());
  EXPECT_EQ(continue_one(discount.id).updated, kChangedAtOnce);
  EXPECT_EQ(percent_of(ids.back()), 0);
  EXPECT_EQ(percent_of(added), 0);
}

TEST_P(BulkDiscountTest, ReturnsToThePriceBeforeWhenItEnds) {
  const auto id = stock();
  set({}, terms(10));
  const auto end = kNow + std::chrono::hours(1);
  set({}, terms(30, end));
  set({}, terms(40, end + std::chrono::hours(1)));
  EXPECT_EQ(percent_of(id), 40);
  EXPECT_EQ(end_due(end), 0);
  EXPECT_EQ(end_due(end + std::chrono::hours(1)), 1);
  EXPECT_EQ(percent_of(id), 10) << "what was there before the first that had an end";
  EXPECT_EQ(end_due(end + std::chrono::hours(9)), 0);
}

TEST_P(BulkDiscountTest, OneWithoutAnEndStaysWhereOneWithAnEndWas) {
  const auto id = stock();
  set({}, terms(30, kNow + std::chrono::hours(1)));
  set({}, terms(20));
  EXPECT_EQ(end_due(kNow + std::chrono::hours(2)), 0);
  EXPECT_EQ(percent_of(id), 20);
}

TEST_P(BulkDiscountTest, CanBeEndedEarly) {
  const auto ids = stock(voucher(), 2);
  const auto end = kNow + std::chrono::hours(1);
  set({.ids = {{ids[0]}}}, terms(30, end));
  const auto ending = transact([](db::Tx& tx) { return ending_discounts(tx, 10); });
  ASSERT_EQ(ending.size(), 1U);
  EXPECT_EQ(ending[0].units, 1);
  EXPECT_EQ(ending[0].discount_ends_at, end);
  transact([&](db::Tx& tx) {
    return end_bulk_discount(
        tx, {.discount_percent = ending[0].discount_percent, .discount_ends_at = end}, by_owner(),
        kNow);
  });
  EXPECT_EQ(percent_of(ids[0]), 0);
  EXPECT_THAT(transact([](db::Tx& tx) { return ending_discounts(tx, 10); }), testing::IsEmpty());
}

TEST_P(BulkDiscountTest, ScopesGrowFromTheUnitToItsCity) {
  const auto ids = stock(voucher(), 2);
  stock(voucher_named("Other"));
  const auto unit = product(ids[0]);
  std::vector<std::int64_t> counts;
  for (const auto scope : {DiscountScope::unit, DiscountScope::offer, DiscountScope::category,
                           DiscountScope::district, DiscountScope::city}) {
    counts.push_back(
        transact([&](db::Tx& tx) { return figures_of(tx, filter_of(scope, unit)).units; }));
  }
  EXPECT_THAT(counts, ElementsAre(1, 2, 3, 3, 3));
}

}  // namespace
}  // namespace shop
