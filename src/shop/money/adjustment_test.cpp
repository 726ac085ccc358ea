#include "shop/money/adjustment.h"

#include <gmock/gmock.h>

#include "shop/testing/bans.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::HasSubstr;

class AdjustmentTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
    join(kBob);
  }
  auto adjust(const Adjustment& adjustment) {
    return transact([&](db::Tx& tx) {
      return shop::adjust(tx, adjustment, permit<Act::adjust>(Actor::web("admin")).value(), kNow);
    });
  }
  static Adjustment by(Money amount, std::string key = "key") {
    return {.user_id = kAnn,
            .amount = amount,
            .reason = "a \"good\" reason",
            .idempotency_key = std::move(key)};
  }
};
INSTANTIATE_TEST_SUITE_P(, AdjustmentTest, support::kBothEngines, support::engine_name);

TEST_P(AdjustmentTest, GivesMoney) {
  const auto adjusted = adjust(by(Money::units(25)));
  ASSERT_TRUE(adjusted);
  EXPECT_EQ(adjusted->balance, Money::units(25));
  EXPECT_FALSE(adjusted->is_repeat);
  EXPECT_EQ(balance(kAnn), Money::units(25));
}

TEST_P(AdjustmentTest, TakesMoneyDownToZero) {
  ASSERT_TRUE(adjust(by(Money::units(25), "1")));
  EXPECT_EQ(refusal_of(adjust(by(Money::hundredths(-25'01), "2"))),
            AdjustRefusal::not_enough_money);
  EXPECT_EQ(balance(kAnn), Money::units(25));
  EXPECT_EQ(adjust(by(Money::units(-25), "2"))->balance, Money());
  EXPECT_EQ(refusal_of(adjust(by(Money::hundredths(-1), "3"))), AdjustRefusal::not_enough_money);
}

TEST_P(AdjustmentTest, TellsTheCustomerAndTheAuditLog) {
  const auto adjusted = adjust(by(Money::hundredths(79'50)));
  ASSERT_TRUE(adjusted);
  EXPECT_EQ(value<std::string>("SELECT payload FROM outbox WHERE kind = 'adjustment' "
                               "AND user_id = $1",
                               kAnn),
            "{\"transfer_id\":" + std::to_string(adjusted->transfer_id) + "}");
  EXPECT_EQ(value<std::string>("SELECT actor FROM audit_log"), "web:admin");
  EXPECT_EQ(value<std::string>("SELECT action FROM audit_log"), "adjust");
  EXPECT_EQ(value<std::string>("SELECT subject FROM audit_log"), "user:1001");
  EXPECT_THAT(value<std::string>("SELECT details FROM audit_log"),
              HasSubstr(R"("amount":"79.50","reason":"a \"good\" reason")"));
}

TEST_P(AdjustmentTest, HappensOnceForAKey) {
  const auto first = adjust(by(Money::units(25)));
  ASSERT_TRUE(first);
  ASSERT_TRUE(adjust(by(Money::units(-10), "another")));
  const auto again = adjust(by(Money::units(25)));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->is_repeat);
  EXPECT_EQ(again->transfer_id, first->transfer_id);
  EXPECT_EQ(again->balance, Money::units(25)) << "as in the first answer";
  EXPECT_EQ(balance(kAnn), Money::units(15));
  EXPECT_EQ(count("outbox"), 2);
  EXPECT_EQ(count("audit_log"), 2);
}

TEST_P(AdjustmentTest, RepeatsAChargeThatWouldNowBeRefused) {
  ASSERT_TRUE(adjust(by(Money::units(25), "1")));
  ASSERT_TRUE(adjust(by(Money::units(-25), "2")));
  EXPECT_TRUE(adjust(by(Money::units(-25), "2"))->is_repeat);
  EXPECT_EQ(balance(kAnn), Money());
}

TEST_P(AdjustmentTest, RefusesAKeyOfAnotherAdjustment) {
  ASSERT_TRUE(adjust(by(Money::units(25))));
  EXPECT_EQ(refusal_of(adjust(by(Money::units(26)))), AdjustRefusal::key_conflict);
  auto other_reason = by(Money::units(25));
  other_reason.reason = "another";
  EXPECT_EQ(refusal_of(adjust(other_reason)), AdjustRefusal::key_conflict);
  auto other_customer = by(Money::units(25));
  other_customer.user_id = kBob;
  EXPECT_EQ(refusal_of(adjust(other_customer)), AdjustRefusal::key_conflict);
  EXPECT_EQ(balance(kAnn), Money::units(25));
  EXPECT_EQ(balance(kBob), Money());
}

TEST_P(AdjustmentTest, RefusesWhatIsIncomplete) {
  EXPECT_EQ(refusal_of(adjust(by(Money()))), AdjustRefusal::zero_amount);
  EXPECT_EQ(refusal_of(adjust(by(Money::units(1), " "))), AdjustRefusal::no_key);
  auto adjustment = by(Money::units(1));
  adjustment.reason = " \n";
  EXPECT_EQ(refusal_of(adjust(adjustment)), AdjustRefusal::no_reason);
  adjustment.reason = std::string(kMaxAdjustmentReason + 1, 'x');
  EXPECT_EQ(refusal_of(adjust(adjustment)), AdjustRefusal::long_reason);
  adjustment = by(Money::units(1));
  adjustment.user_id = 4711;
  EXPECT_EQ(refusal_of(adjust(adjustment)), AdjustRefusal::unknown_customer);
  EXPECT_EQ(count("transfers"), 0);
  EXPECT_EQ(count("audit_log"), 0);
  EXPECT_EQ(count("outbox"), 0);
}

TEST_P(AdjustmentTest, KeepsTheLongestReason) {
  auto adjustment = by(Money::units(1));
  for (adjustment.reason = ""; adjustment.reason.size() < 2 * kMaxAdjustmentReason;) {
    adjustment.reason += "ż";
  }
  ASSERT_TRUE(adjust(adjustment));
  EXPECT_EQ(value<std::string>("SELECT note FROM transfers"), adjustment.reason);
}

TEST_P(AdjustmentTest, RefusesABalanceThatDoesNotFitItsColumn) {
  const auto max = Money::hundredths(Money::max_hundredths);
  ASSERT_TRUE(adjust(by(max, "1")));
  EXPECT_EQ(refusal_of(adjust(by(max, "2"))), AdjustRefusal::too_much_money);
  EXPECT_EQ(balance(kAnn), max);
}

TEST_P(AdjustmentTest, ReachesABannedCustomer) {
  transact([](db::Tx& tx) { return set_banned(tx, kAnn, true); });
  EXPECT_TRUE(adjust(by(Money::units(25))));
}

}  // namespace
}  // namespace shop
