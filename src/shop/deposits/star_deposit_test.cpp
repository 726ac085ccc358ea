#include "shop/deposits/star_deposit.h"

#include <gmock/gmock.h>

#include "shop/testing/bans.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(StarInvoice, AsksForStarsRoundedUp) {
  EXPECT_EQ(stars_for(Money::units(100), 20), 2000);
  EXPECT_EQ(stars_for(Money::hundredths(1), 20), 1);
  EXPECT_EQ(stars_for(Money::hundredths(1'01), 1), 2);
  EXPECT_EQ(stars_for(Money::hundredths(5'05), 20), 101);
}

TEST(StarInvoice, ComesBackWithItsPayment) {
  const StarInvoice invoice{.user_id = 1002, .amount = Money::units(100), .stars = 2000};
  EXPECT_EQ(star_payload(invoice), "stars:1002:10000:2000");
  EXPECT_EQ(parse_star_payload(star_payload(invoice)), invoice) << "of an older version";
  auto dated = invoice;
  dated.made_at = base::parse_timestamp("2026-11-24T08:00:00Z").value();
  EXPECT_EQ(star_payload(dated), "stars:1002:10000:2000@1795507200");
  EXPECT_EQ(parse_star_payload(star_payload(dated)), dated);
  const StarInvoice largest{.user_id = std::numeric_limits<std::int64_t>::max(),
                            .amount = Money::hundredths(Money::max_hundredths),
                            .stars = std::numeric_limits<std::int64_t>::max(),
                            .made_at = base::parse_timestamp("9999-12-31T23:59:59Z").value()};
  EXPECT_LE(star_payload(largest).size(), 128U);
  EXPECT_EQ(parse_star_payload(star_payload(largest)), largest);
}

TEST(StarInvoice, RefusesPayloadsThatAreNotOurs) {
  for (const auto* payload : {"",
                              "stars:",
                              "stars:1:2",
                              "stars:1:2:3:4",
                              "stars:1:2:3 ",
                              "stars:-1:2:3",
                              "stars:1:0:3",
                              "stars:1:2:x",
                              "star:1:2:3",
                              "stars:1:100000000000000:3",
                              "stars:99999999999999999999:1:1",
                              "stars:1::3",
                              "stars:+1:2:3",
                              "stars:1:2:3@",
                              "stars:1:2:3@0",
                              "stars:1:2:3@-5",
                              "stars:1:2:3@x",
                              "stars:1:2:3@4@5",
                              "stars:1:2:3@9223372036854775807",
                              "stars:1:2@3"}) {
    EXPECT_EQ(parse_star_payload(payload), std::nullopt) << payload;
  }
}

class StarDepositTest : public MoneyInTest {
 protected:
  static StarPayment payment_of(std::int64_t user_id) {
    return {
        .user_id = user_id,
        .currency = "XTR",
        .total_amount = 2000,
        .payload = star_payload({.user_id = user_id, .amount = Money::units(100), .stars = 2000})};
  }
  auto check(const StarPayment& payment,
             const StarTerms& terms = {.stars_per_unit = 20, .min = Money::units(5)}) {
    return read([&](db::Tx& tx) { return check_star_payment(tx, payment, terms); });
  }
  auto credit(const StarPayment& payment, std::string_view charge = "charge") {
    return transact(
        [&](db::Tx& tx) { return credit_stars(tx, payment, charge, rules.commission, now); });
  }
  auto refund_seeing(std::int64_t id, Money seen) {
    return transact([&](db::Tx& tx) {
      return refund_stars(tx, id, seen, permit<Act::refund_stars>(Actor::owner(1)).value(), now);
    });
  }
  auto refund(std::int64_t id) { return refund_seeing(id, balance(kBob)); }
};
INSTANTIATE_TEST_SUITE_P(, StarDepositTest, support::kBothEngines, support::engine_name);

TEST_P(StarDepositTest, ChecksAPaymentBeforeItIsMade) {
  EXPECT_TRUE(check(payment_of(kBob)));
  auto other = payment_of(kBob);
  other.user_id = kCid;
  EXPECT_EQ(refusal_of(check(other)), StarRefusal::not_ours);
  other = payment_of(kBob);
  other.total_amount = 1999;
  EXPECT_EQ(refusal_of(check(other)), StarRefusal::wrong_amount);
  other = payment_of(kBob);
  other.currency = "USD";
  EXPECT_EQ(refusal_of(check(other)), StarRefusal::wrong_amount);
  EXPECT_EQ(refusal_of(check(payment_of(4711))), StarRefusal::unknown_customer);
  transact([](db::Tx& tx) { return set_banned(tx, kBob, true); });
  EXPECT_EQ(refusal_of(check(payment_of(kBob))), StarRefusal::banned);
}

TEST_P(StarDepositTest, ApprovesNoInvoiceOfEarlierSettings) {
  const auto payment = payment_of(kBob);
  EXPECT_TRUE(check(payment, {.stars_per_unit = 20, .min = Money::units(100)}));
  EXPECT_EQ(refusal_of(check(payment, {.stars_per_unit = 25, .min = Money::units(5)})),
            StarRefusal::outdated);
  EXPECT_EQ(refusal_of(check(payment, {.stars_per_unit = 10, .min = Money::units(5)})),
            StarRefusal::outdated);
  EXPECT_EQ(refusal_of(check(payment, {.stars_per_unit = 20, .min = Money::units(101)})),
            StarRefusal::outdated);
  EXPECT_EQ(refusal_of(check(payment, {.stars_per_unit = std::nullopt, .min = Money::units(5)})),
            StarRefusal::outdated);
  // What was paid all the same is credited, at what was paid.
  EXPECT_TRUE(credit(payment));
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(StarDepositTest, ApprovesAnInvoiceForADay) {
  auto payment = payment_of(kBob);
  payment.payload =
      star_payload({.user_id = kBob, .amount = Money::units(100), .stars = 2000, .made_at = now});
  const auto check_after = [&](hours age) {
    return check(payment, {.stars_per_unit = 20, .min = Money::units(5), .now = now + age});
  };
  EXPECT_TRUE(check_after(hours(0)));
  EXPECT_TRUE(check_after(hours(-1))) << "the clock was set back";
  EXPECT_TRUE(check_after(kStarInvoiceLifetime));
  EXPECT_EQ(refusal_of(check_after(kStarInvoiceLifetime + hours(1))), StarRefusal::outdated);
  // What was paid all the same is credited.
  now += hours(100);
  EXPECT_TRUE(credit(payment));
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(StarDepositTest, CreditsAChargeOnce) {
  const auto first = credit(payment_of(kBob));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->deposit.status, DepositStatus::completed);
  EXPECT_EQ(first->deposit.stars().stars, 2000);
  EXPECT_EQ(first->credited->commission, Money::units(3));
  const auto again = credit(payment_of(kBob));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->deposit.id, first->deposit.id);
  EXPECT_FALSE(again->credited);
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  ASSERT_TRUE(credit(payment_of(kBob), "another charge"));
  EXPECT_EQ(balance(kBob), Money::units(200));
}

TEST_P(StarDepositTest, CreditsWhatWasPaidBeforeABan) {
  transact([](db::Tx& tx) { return set_banned(tx, kBob, true); });
  EXPECT_TRUE(credit(payment_of(kBob)));
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(StarDepositTest, CreditsNothingForAForeignPayload) {
  auto foreign = payment_of(kBob);
  foreign.payload = "subscription";
  EXPECT_EQ(refusal_of(credit(foreign)), StarRefusal::not_ours);
  EXPECT_EQ(refusal_of(credit(payment_of(4711))), StarRefusal::unknown_customer);
  EXPECT_EQ(count("deposits"), 0);
}

TEST_P(StarDepositTest, AnOwnerGivesStarsBack) {
  const auto id = credit(payment_of(kBob))->deposit.id;
  notices(kBob);
  const auto refunded = refund(id);
  ASSERT_TRUE(refunded);
  EXPECT_EQ(refunded->status, DepositStatus::reversed);
  EXPECT_EQ(refunded->user_id, kBob);
  EXPECT_EQ(refunded->stars().charge_id, "charge");
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_EQ(earnings(kAnn), Money());
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM transfers WHERE kind = 'star_refund'"), 1);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_reversed", "star_refund"));
  EXPECT_EQ(value<std::string>("SELECT action FROM audit_log"), "refund_stars");
  EXPECT_EQ(refusal_of(refund(id)), StarRefundRefusal::not_completed);
  EXPECT_FALSE(credit(payment_of(kBob))->credited) << "the charge stays known";
}

TEST_P(StarDepositTest, WhatIsSpentBecomesADebtWhichTheOwnerHasSeen) {
  const auto id = credit(payment_of(kBob))->deposit.id;
  buy(kBob, stock());
  EXPECT_EQ(refusal_of(refund_seeing(id, Money::units(100))), StarRefundRefusal::balance_changed);
  EXPECT_EQ(deposit(id).status, DepositStatus::completed);
  ASSERT_TRUE(refund_seeing(id, Money()));
  EXPECT_EQ(balance(kBob), Money::units(-100));
}

TEST_P(StarDepositTest, RefusesToGiveBackWhatAreNoStars) {
  EXPECT_EQ(refusal_of(refund(4711)), StarRefundRefusal::unknown_deposit);
  set_rate(Money::units(200'000));
  mine({payment(kCid, "tx", 50'000)});
  EXPECT_EQ(refusal_of(refund(deposit("tx").id)), StarRefundRefusal::not_stars);
}

TEST_P(StarDepositTest, FollowsARefundThatTelegramTellsOf) {
  ASSERT_TRUE(credit(payment_of(kBob)));
  buy(kBob, stock());
  const auto note = [&] {
    return transact([&](db::Tx& tx) { return note_star_refund(tx, "charge", {}, now); });
  };
  EXPECT_TRUE(note());
  EXPECT_EQ(balance(kBob), Money::units(-100));
  EXPECT_FALSE(note());
  EXPECT_FALSE(transact([&](db::Tx& tx) { return note_star_refund(tx, "unknown", {}, now); }));
  EXPECT_THAT(notices(kAnn), ElementsAre("commission", "commission_reversed"));
}

}  // namespace
}  // namespace shop
