#include "shop/sales/reservation.h"

#include <gmock/gmock.h>

#include "shop/testing/bans.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kRich = 1004;

class ReservationTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
    join(kBob);
  }
  bool release(std::int64_t user_id, std::int64_t product_id) {
    return transact([=](db::Tx& tx) { return shop::release(tx, user_id, product_id); });
  }
  // As their time does, but at once and without a word.
  void end_reservations() {
    execute("UPDATE products SET is_reserved = false, reserved_by = NULL, reserved_until = NULL");
  }
  std::int64_t ended_notices(std::int64_t user_id) {
    return value<std::int64_t>(
        "SELECT count(*) FROM outbox WHERE kind = 'reservation_ended' AND user_id = $1", user_id);
  }
  int release_expired(base::Timestamp now) {
    return transact([=](db::Tx& tx) { return shop::release_expired(tx, now); });
  }
  std::vector<std::int64_t> reservations_of(std::int64_t user_id, base::Timestamp now = kNow) {
    std::vector<std::int64_t> ids;
    for (const auto& reservation :
         read([=](db::Tx& tx) { return shop::reservations_of(tx, user_id, now); })) {
      ids.push_back(reservation.product.id);
    }
    return ids;
  }
  // Reserves as many units for Ann as allowed, the one of the first offer for the shortest time.
  std::vector<std::int64_t> hold_all_that_ann_may() {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < kMaxReservations; ++i) {
      ids.push_back(stock(voucher_named("Offer " + std::to_string(i))));
      EXPECT_TRUE(reserve(kAnn, ids.back(), kNow + i * kMoment));
    }
    return ids;
  }
};
INSTANTIATE_TEST_SUITE_P(, ReservationTest, support::kBothEngines, support::engine_name);

TEST_P(ReservationTest, HoldsTheUnitForTheTimeGiven) {
  const auto id = stock();
  const auto reserved = reserve(kAnn, id);
  ASSERT_TRUE(reserved);
  EXPECT_EQ(reserved->product.id, id);
  EXPECT_EQ(reserved->reserved_until, kNow + kReservationTime);
  for (const auto& held : {reserved->product, product(id)}) {
    EXPECT_TRUE(held.is_reserved);
    EXPECT_EQ(held.reserved_by, kAnn);
    EXPECT_EQ(held.reserved_until, kNow + kReservationTime);
    EXPECT_FALSE(held.is_sold);
  }
}

TEST_P(ReservationTest, RefusesTheOnlyUnitToASecondCustomer) {
  const auto id = stock();
  ASSERT_TRUE(reserve(kAnn, id));
  EXPECT_EQ(refusal_of(reserve(kBob, id)), ReserveRefusal::held_by_other);
  EXPECT_EQ(product(id).reserved_by, kAnn);
}

TEST_P(ReservationTest, GivesASecondCustomerAnotherUnitOfTheOffer) {
  const auto ids = stock(voucher(), 2);
  ASSERT_TRUE(reserve(kAnn, ids[0]));
  const auto reserved = reserve(kBob, ids[0]);
  ASSERT_TRUE(reserved);
  EXPECT_EQ(reserved->product.id, ids[1]);
}

TEST_P(ReservationTest, NeverGivesAUnitAtAnotherPrice) {
  const auto id = stock();
  auto dearer = voucher();
  dearer.base_price = base::Money::units(101);
  stock(dearer);
  auto reduced = voucher();
  reduced.discount_percent = *base::Percent::of(1);
  stock(reduced);
  ASSERT_TRUE(reserve(kAnn, id));
  EXPECT_EQ(refusal_of(reserve(kBob, id)), ReserveRefusal::held_by_other);
}

TEST_P(ReservationTest, EndsExactlyOnTimeThoughNobodyReleasedIt) {
  const auto id = stock();
  ASSERT_TRUE(reserve(kAnn, id));
  EXPECT_EQ(refusal_of(reserve(kBob, id, kNow + kReservationTime - kMoment)),
            ReserveRefusal::held_by_other);
  EXPECT_TRUE(reserve(kBob, id, kNow + kReservationTime));
  EXPECT_EQ(product(id).reserved_by, kBob);
  EXPECT_EQ(product(id).reserved_until, kNow + 2 * kReservationTime);
}

TEST_P(ReservationTest, ReturnsAnEarlierReservationWithoutMoreTime) {
  const auto ids = stock(voucher(), 2);
  ASSERT_TRUE(reserve(kAnn, ids[0]));
  for (const auto id : ids) {
    const auto again = reserve(kAnn, id, kNow + kReservationTime - kMoment);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->product.id, ids[0]);
    EXPECT_EQ(again->reserved_until, kNow + kReservationTime);
  }
  EXPECT_THAT(reservations_of(kAnn), ElementsAre(ids[0]));
  EXPECT_FALSE(product(ids[1]).is_reserved);
}

TEST_P(ReservationTest, BeginsAnewWhenTheEarlierOneHasEnded) {
  const auto id = stock();
  ASSERT_TRUE(reserve(kAnn, id));
  const auto again = reserve(kAnn, id, kNow + kReservationTime);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reserved_until, kNow + 2 * kReservationTime);
}

TEST_P(ReservationTest, AllowsThreeReservationsAtOnce) {
  const auto ids = hold_all_that_ann_may();
  const auto fourth = stock(voucher_named("One more"));
  EXPECT_EQ(refusal_of(reserve(kAnn, fourth)), ReserveRefusal::too_many);
  EXPECT_FALSE(product(fourth).is_reserved);
  EXPECT_TRUE(reserve(kAnn, ids[1])) << "a repeated reservation counts once";
  EXPECT_TRUE(reserve(kBob, fourth)) << "each customer has three of their own";
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(ReservationTest, DoesNotCountAReleasedReservation) {
  const auto ids = hold_all_that_ann_may();
  ASSERT_TRUE(release(kAnn, ids[1]));
  EXPECT_TRUE(reserve(kAnn, stock(voucher_named("One more"))));
}

TEST_P(ReservationTest, DoesNotCountAReservationThatHasEnded) {
  hold_all_that_ann_may();
  const auto fourth = stock(voucher_named("One more"));
  EXPECT_EQ(refusal_of(reserve(kAnn, fourth, kNow + kReservationTime - kMoment)),
            ReserveRefusal::too_many);
  now = kNow + kReservationTime;
  EXPECT_TRUE(reserve(kAnn, fourth, now));
}

TEST_P(ReservationTest, DoesNotCountABoughtUnit) {
  const auto ids = hold_all_that_ann_may();
  execute("UPDATE products SET base_price = 0");
  ASSERT_TRUE(purchase(kAnn, ids[0]));
  EXPECT_TRUE(reserve(kAnn, stock(voucher_named("One more"))));
}

TEST_P(ReservationTest, RefusesWhatIsSoldOut) {
  join(3, base::Money::units(200));
  const auto ids = stock(voucher(), 2);
  buy(3, ids[0]);
  EXPECT_EQ(reserve(kBob, ids[0])->product.id, ids[1]) << "another one of the offer is left";
  ASSERT_TRUE(release(kBob, ids[1]));
  buy(3, ids[1]);
  EXPECT_EQ(refusal_of(reserve(kBob, ids[0])), ReserveRefusal::sold);
  EXPECT_EQ(refusal_of(reserve(kBob, ids[1])), ReserveRefusal::sold);
}

TEST_P(ReservationTest, RefusesAnUnknownProduct) {
  EXPECT_EQ(refusal_of(reserve(kAnn, 4711)), ReserveRefusal::unknown_product);
  EXPECT_EQ(refusal_of(reserve(kAnn, -1)), ReserveRefusal::unknown_product);
}

TEST_P(ReservationTest, RefusesABannedCustomer) {
  const auto free = stock();
  const auto held = stock(voucher_named("Held"));
  ASSERT_TRUE(reserve(kAnn, held));
  transact([](db::Tx& tx) { return set_banned(tx, kAnn, true); });
  EXPECT_EQ(refusal_of(reserve(kAnn, free)), ReserveRefusal::banned);
  EXPECT_EQ(refusal_of(reserve(kAnn, held)), ReserveRefusal::banned);
  EXPECT_FALSE(product(free).is_reserved);
}

TEST_P(ReservationTest, IsGivenBackByItsHolderOnly) {
  const auto id = stock();
  ASSERT_TRUE(reserve(kAnn, id));
  EXPECT_FALSE(release(kBob, id));
  EXPECT_EQ(product(id).reserved_by, kAnn);
  EXPECT_TRUE(release(kAnn, id));
  EXPECT_FALSE(product(id).is_reserved);
  EXPECT_EQ(product(id).reserved_until, std::nullopt);
  EXPECT_FALSE(release(kAnn, id)) << "there is nothing to give back twice";
  EXPECT_FALSE(release(kAnn, 4711));
}

TEST_P(ReservationTest, IsClearedWhenItsTimeIsUp) {
  const auto ids = hold_all_that_ann_may();
  EXPECT_EQ(release_expired(kNow + kReservationTime - kMoment), 0);
  EXPECT_EQ(release_expired(kNow + kReservationTime), 1);
  EXPECT_FALSE(product(ids[0]).is_reserved);
  EXPECT_TRUE(product(ids[1]).is_reserved);
  EXPECT_EQ(release_expired(kNow + 2 * kReservationTime), 2);
  EXPECT_EQ(release_expired(kNow + 2 * kReservationTime), 0);
}

TEST_P(ReservationTest, IsListedFirstToEndFirstWhileItLasts) {
  const auto first = stock(voucher_named("First"));
  const auto second = stock(voucher_named("Second"));
  ASSERT_TRUE(reserve(kAnn, second, kNow));
  ASSERT_TRUE(reserve(kAnn, first, kNow + kMoment));
  EXPECT_THAT(reservations_of(kAnn), ElementsAre(second, first));
  EXPECT_THAT(reservations_of(kAnn, kNow + kReservationTime), ElementsAre(first));
  EXPECT_THAT(reservations_of(kAnn, kNow + kReservationTime + kMoment), IsEmpty());
  EXPECT_THAT(reservations_of(kBob), IsEmpty());
}

TEST_P(ReservationTest, WhoeverHadAReservationThatEndedIsToldOnce) {
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  const auto later = kNow + kReservationTime;
  EXPECT_EQ(release_expired(later), 1);
  EXPECT_EQ(release_expired(later + kMoment), 0);
  EXPECT_EQ(ended_notices(kAnn), 1);
}

TEST_P(ReservationTest, WhoeverLosesAUnitToAnotherCustomerIsTold) {
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  ASSERT_TRUE(reserve(kBob, unit, kNow + kReservationTime));
  EXPECT_EQ(ended_notices(kAnn), 1);
  release_expired(kNow + kReservationTime);
  EXPECT_EQ(ended_notices(kAnn), 1);
}

TEST_P(ReservationTest, NobodyIsToldOfAReservationThatTheyGaveUpOrMadeAgain) {
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  ASSERT_TRUE(reserve(kAnn, unit, kNow + kReservationTime));
  release(kAnn, unit);
  release_expired(kNow + 2 * kReservationTime);
  EXPECT_EQ(ended_notices(kAnn), 0);
}

TEST_P(ReservationTest, WithoutMoneyReservationsThatLeadToNoPurchaseHaveALimit) {
  const auto unit = stock();
  auto at = kNow;
  for (int i = 0; i < kReservationsWithoutPurchase; ++i, at += kMoment) {
    ASSERT_TRUE(reserve(kAnn, unit, at)) << i;
    end_reservations();
  }
  EXPECT_EQ(refusal_of(reserve(kAnn, unit, at)), ReserveRefusal::too_often);
  EXPECT_TRUE(reserve(kBob, unit, at)) << "another customer";
  end_reservations();
  EXPECT_TRUE(reserve(kAnn, unit, at + kReservationTime * kReservationRecovery)) << "a while later";
}

TEST_P(ReservationTest, ThoseWhoHaveTheMoneyReserveAsOftenAsTheyLike) {
  const auto unit = stock();
  join(kRich, base::Money::units(1000));
  for (int i = 0; i <= kReservationsWithoutPurchase; ++i) {
    ASSERT_TRUE(reserve(kRich, unit)) << i;
    end_reservations();
  }
}

TEST_P(ReservationTest, APurchaseMakesUpForAReservation) {
  join(kRich, base::Money::units(150));
  buy(kRich, stock());
  const auto unit = stock();
  for (int i = 0; i <= kReservationsWithoutPurchase; ++i) {
    ASSERT_TRUE(reserve(kRich, unit)) << i;
    end_reservations();
  }
  EXPECT_EQ(refusal_of(reserve(kRich, unit)), ReserveRefusal::too_often);
}

}  // namespace
}  // namespace shop
