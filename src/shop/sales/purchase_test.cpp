#include "shop/sales/purchase.h"

#include <gmock/gmock.h>

#include "shop/core/outbox.h"
#include "shop/money/ledger.h"
#include "shop/testing/bans.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using Kind = PurchaseRefusal::Kind;
using testing::ElementsAre;

class PurchaseTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(150));
    join(kBob, Money::units(150));
    execute("DELETE FROM outbox");  // the messages about their money
    unit_ = stock();
  }
  std::vector<std::string> messages() {
    return read([](db::Tx& tx) {
      return tx.all<std::string>("SELECT kind FROM outbox WHERE status = 'waiting' ORDER BY id");
    });
  }
  // Expects a refusal that changes nothing.
  PurchaseRefusal refused(std::int64_t user_id, std::int64_t product_id, Money shown_price,
                          base::Timestamp now = kNow) {
    const auto money = balance(user_id);
    const auto orders = count("orders");
    const auto result = purchase_for(user_id, product_id, shown_price, now);
    EXPECT_FALSE(result);
    EXPECT_EQ(balance(user_id), money);
    EXPECT_EQ(count("orders"), orders);
    return refusal_of(result).value_or(PurchaseRefusal{});
  }
  Kind kind_of_refusal(std::int64_t user_id, std::int64_t product_id, base::Timestamp now = kNow) {
    return refused(user_id, product_id, Money::units(100), now).kind;
  }

  std::int64_t unit_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, PurchaseTest, support::kBothEngines, support::engine_name);

TEST_P(PurchaseTest, MakesAnOrderOfAReservation) {
  ASSERT_TRUE(reserve(kAnn, unit_));
  const auto order = purchase(kAnn, unit_, kNow + kMoment);
  ASSERT_TRUE(order);
  EXPECT_EQ(order->user_id, kAnn);
  EXPECT_EQ(order->product_id, unit_);
  EXPECT_EQ(order->city, "Warsaw");
  EXPECT_EQ(order->name, "Book voucher");
  EXPECT_EQ(order->original_price, Money::units(100));
  EXPECT_EQ(order->discount_applied.value(), 0);
  EXPECT_EQ(order->final_price, Money::units(100));
  EXPECT_EQ(order->created_at, kNow + kMoment);
  EXPECT_EQ(balance(kAnn), Money::units(50));
  const auto sold = product(unit_);
  EXPECT_TRUE(sold.is_sold);
  EXPECT_EQ(sold.sold_at, kNow + kMoment);
  EXPECT_FALSE(sold.is_reserved);
  EXPECT_EQ(sold.reserved_by, std::nullopt);
  EXPECT_EQ(sold.reserved_until, std::nullopt);
}

TEST_P(PurchaseTest, MovesTheMoneyInTheLedger) {
  const auto order = buy(kAnn, unit_);
  const auto history = read([](db::Tx& tx) { return history_of(tx, kAnn, {.limit = 1}).items; });
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].kind, TransferKind::purchase);
  EXPECT_EQ(history[0].amount, Money::units(-100));
  EXPECT_EQ(history[0].balance_after, Money::units(50));
  EXPECT_EQ(value<Money>("SELECT sum(amount) FROM ledger_lines WHERE account = 'sales'"),
            Money::units(100));
  EXPECT_EQ(order.final_price, Money::units(100));
}

TEST_P(PurchaseTest, SendsTheTextAndWhatElseTheUnitHas) {
  buy(kAnn, unit_);
  EXPECT_THAT(messages(), ElementsAre("delivery_text"));
  auto locker = voucher_named("Locker");
  locker.base_price = Money::units(1);
  locker.delivery_photo = "https://shop.example/locker.jpg";
  locker.delivery_latitude = base::Coordinate::microdegrees(52'229'676);
  locker.delivery_longitude = base::Coordinate::microdegrees(-21'012'229);
  buy(kAnn, stock(locker));
  EXPECT_THAT(messages(),
              ElementsAre("delivery_text", "delivery_photo", "delivery_location", "delivery_text"));
}

TEST_P(PurchaseTest, ChargesOnceHoweverOftenItIsConfirmed) {
  const auto order = buy(kAnn, unit_);
  for (const auto later : {std::chrono::hours(0), std::chrono::hours(1000)}) {
    const auto again = purchase(kAnn, unit_, kNow + later);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, order.id);
    EXPECT_EQ(again->created_at, order.created_at);
  }
  EXPECT_TRUE(purchase_for(kAnn, unit_, Money::units(1))) << "the price no longer matters";
  EXPECT_EQ(balance(kAnn), Money::units(50));
  EXPECT_EQ(count("orders"), 1);
  EXPECT_THAT(messages(), ElementsAre("delivery_text"));
}

TEST_P(PurchaseTest, RefusesASecondBuyerOfTheSameUnit) {
  buy(kAnn, unit_);
  EXPECT_EQ(kind_of_refusal(kBob, unit_), Kind::sold);
  EXPECT_EQ(balance(kBob), Money::units(150));
}

TEST_P(PurchaseTest, NeedsTheBuyersOwnReservation) {
  EXPECT_EQ(kind_of_refusal(kAnn, unit_), Kind::no_reservation);
  ASSERT_TRUE(reserve(kBob, unit_));
  EXPECT_EQ(kind_of_refusal(kAnn, unit_), Kind::no_reservation);
  transact([this](db::Tx& tx) { return release(tx, kBob, unit_); });
  EXPECT_EQ(kind_of_refusal(kBob, unit_), Kind::no_reservation);
}

TEST_P(PurchaseTest, NeedsAReservationThatHasNotEnded) {
  ASSERT_TRUE(reserve(kAnn, unit_));
  EXPECT_EQ(kind_of_refusal(kAnn, unit_, kNow + kReservationTime), Kind::no_reservation);
  EXPECT_TRUE(purchase(kAnn, unit_, kNow + kReservationTime - kMoment));
}

TEST_P(PurchaseTest, RefusesAPriceThatIsNotTheCurrentOne) {
  ASSERT_TRUE(reserve(kAnn, unit_));
  discount(unit_, 20);
  const auto cheaper = refused(kAnn, unit_, Money::units(100));
  EXPECT_EQ(cheaper.kind, Kind::price_changed);
  EXPECT_EQ(cheaper.price, Money::units(80));
  discount(unit_, 0);
  const auto dearer = refused(kAnn, unit_, Money::units(80));
  EXPECT_EQ(dearer.kind, Kind::price_changed);
  EXPECT_EQ(dearer.price, Money::units(100));
  EXPECT_TRUE(purchase_for(kAnn, unit_, Money::units(100))) << "the reservation stayed";
}

TEST_P(PurchaseTest, KeepsTheReservationWhenMoneyIsMissing) {
  join(3, Money::hundredths(99'99));
  ASSERT_TRUE(reserve(3, unit_));
  const auto refusal = refused(3, unit_, Money::units(100));
  EXPECT_EQ(refusal.kind, Kind::not_enough_money);
  EXPECT_EQ(refusal.missing, Money::hundredths(1));
  EXPECT_EQ(refusal.price, Money::units(100));
  EXPECT_EQ(product(unit_).reserved_by, 3);
  EXPECT_EQ(product(unit_).reserved_until, kNow + kReservationTime);
}

TEST_P(PurchaseTest, TakesTheLastHundredth) {
  join(3, Money::units(100));
  buy(3, unit_);
  EXPECT_EQ(balance(3), Money());
}

TEST_P(PurchaseTest, ChargesTheDiscountedPrice) {
  auto odd = voucher_named("Odd");
  odd.base_price = Money::hundredths(9'99);
  const auto id = stock(odd);
  discount(id, 50);
  const auto order = buy(kAnn, id);
  EXPECT_EQ(order.original_price, Money::hundredths(9'99));
  EXPECT_EQ(order.discount_applied.value(), 50);
  EXPECT_EQ(order.final_price, Money::hundredths(5'00)) << "4.995 rounded half up";
  EXPECT_EQ(balance(kAnn), Money::units(145));
}

TEST_P(PurchaseTest, IsFreeAtADiscountOfHundred) {
  discount(unit_, 100);
  join(3);
  EXPECT_EQ(buy(3, unit_).final_price, Money());
  EXPECT_EQ(balance(3), Money());
  EXPECT_THAT(messages(), ElementsAre("delivery_text"));
}

TEST_P(PurchaseTest, RefusesACustomerWhoWasBannedAfterReserving) {
  ASSERT_TRUE(reserve(kAnn, unit_));
  transact([](db::Tx& tx) { return set_banned(tx, kAnn, true); });
  EXPECT_EQ(kind_of_refusal(kAnn, unit_), Kind::banned);
}

TEST_P(PurchaseTest, RefusesAnUnknownProduct) {
  EXPECT_EQ(kind_of_refusal(kAnn, 4711), Kind::unknown_product);
  EXPECT_EQ(kind_of_refusal(kAnn, -1), Kind::unknown_product);
}

TEST_P(PurchaseTest, LeavesAnotherUnitOfTheOfferAlone) {
  const auto other = stock();
  buy(kAnn, unit_);
  EXPECT_FALSE(product(other).is_sold);
  EXPECT_FALSE(product(other).is_reserved);
}

}  // namespace
}  // namespace shop
