#include "shop/deposits/credit_log.h"

#include <gmock/gmock.h>

namespace shop {
namespace {

// Contract, section 6.
TEST(CreditLog, NamesTheCommissionAsOperatorsSearchForIt) {
  DepositCredit credited{
      .deposit_id = 5, .user_id = 1001, .amount = base::Money::units(100), .commission = {}};
  EXPECT_THAT(credit_log(credited, "PLN"),
              testing::ElementsAre("Deposit 5 of user 1001 completed: 100.00 PLN"));
  credited.commission = base::Money::units(3);
  credited.referrer_id = 789012;
  EXPECT_EQ(credit_log(credited, "PLN").back(), "Referral commission: 3.00 PLN to user 789012");
}

}  // namespace
}  // namespace shop
