// Changes of many units beside sales of the same units.
#include <future>

#include <gmock/gmock.h>

#include "shop/stock/bulk/bulk_change.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;

constexpr int kBuyers = 6;
constexpr int kEach = 8;
constexpr int kUnits = static_cast<int>(kChangedAtOnce) + kBuyers * kEach;

class BulkChangeRaceTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    for (int buyer = 1; buyer <= kBuyers; ++buyer) {
      join(buyer, Money::units(1000));
    }
    units_ = stock(voucher(), kUnits);
  }
  // The last units are sold while `change()` runs; returns how many.
  template <class Change>
  std::int64_t sell_beside(Change change) {
    std::vector<std::future<std::int64_t>> sellers;
    for (int buyer = 1; buyer <= kBuyers; ++buyer) {
      sellers.push_back(std::async(std::launch::async, [this, buyer] { return sell_to(buyer); }));
    }
    change();
    std::int64_t sold = 0;
    for (auto& seller : sellers) {
      sold += seller.get();
    }
    return sold;
  }
  void finish(std::int64_t id) {
    while (!transact([&](db::Tx& tx) {
      continue_bulk_change(tx, kNow);
      return find_bulk_change(tx, id)->finished_at.has_value();
    })) {
    }
  }
  std::int64_t undo(std::int64_t id) {
    const auto undone = transact(
        [&](db::Tx& tx) { return undo_bulk_change(tx, id, Actor::cli(), kNow).value().id; });
    finish(undone);
    return updated_of(undone);
  }
  std::int64_t updated_of(std::int64_t id) {
    return transact([&](db::Tx& tx) { return find_bulk_change(tx, id)->updated; });
  }
  Money all_money() {
    return value<Money>("SELECT sum(balance) FROM users") +
           value<Money>("SELECT COALESCE(sum(final_price), 0) FROM orders");
  }

 private:
  std::int64_t sell_to(int buyer) {
    std::int64_t sold = 0;
    for (int i = 0; i < kEach; ++i) {
      const auto unit = units_[static_cast<std::size_t>(kUnits - buyer - i * kBuyers)];
      const auto held = transact(
          [&](db::Tx& tx) { return shop::reserve(tx, buyer, unit, kNow, kReservationTime); });
      sold += held && purchase_for(buyer, held->product.id, price_of(held->product)) ? 1 : 0;
    }
    return sold;
  }

  std::vector<std::int64_t> units_;
};
INSTANTIATE_TEST_SUITE_P(, BulkChangeRaceTest, support::kBothEngines, support::engine_name);

TEST_P(BulkChangeRaceTest, CustomersPayThePriceThatTheyConfirmed) {
  const auto sold = sell_beside([this] {
    const auto change = transact([](db::Tx& tx) {
      return edit_in_bulk(tx, {.city = "Warsaw"}, {.base_price = Money::units(50)},
                          permit<Act::edit_product>(Actor::cli()).value(), kNow);
    });
    finish(change->id);
    undo(change->id);
  });
  EXPECT_EQ(count("orders"), sold);
  EXPECT_EQ(all_money(), Money::units(1000 * kBuyers));
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE is_sold = false "
                                "AND base_price <> $1",
                                Money::units(100)),
            0);
  EXPECT_EQ(count("bulk_change_pieces"), 0);
}

TEST_P(BulkChangeRaceTest, EachUnitIsSoldOrWithdrawnAndComesBackOnce) {
  const auto sold = sell_beside([this] {
    const auto change = transact([](db::Tx& tx) {
      return withdraw_in_bulk(tx, {.city = "Warsaw"}, "race",
                              permit<Act::withdraw_product>(Actor::cli()).value(), kNow);
    });
    finish(change->id);
    EXPECT_EQ(undo(change->id), updated_of(change->id));
  });
  EXPECT_EQ(count("orders"), sold);
  EXPECT_EQ(all_money(), Money::units(1000 * kBuyers));
  EXPECT_EQ(count("products"), kUnits);
  EXPECT_EQ(count("withdrawn_products"), 0);
}

}  // namespace
}  // namespace shop
