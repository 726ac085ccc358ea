// What a sale asks of the database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/shop/callbacks.h"
#include "bot/testing/conversation.h"

namespace bot::customer {
namespace {

using testing::HasSubstr;

class SaleCostTest : public Conversation {
 protected:
  // The repeat and the visitor.
  int arrival() { return database().engine() == db::Engine::postgres ? 1 : 2; }
};
INSTANTIATE_TEST_SUITE_P(, SaleCostTest, support::kBothEngines, support::engine_name);

// Each statement that is waited for is a round trip, and the sale is what the shop does most.
TEST_P(SaleCostTest, ASaleWaitsForAsFewStatementsAsItCan) {
  stock(voucher(), 2);
  say(kCustomer, "/start");
  give_money(kCustomer, 200);
  press_data(kCustomer, encode_callback(Buy{1}));
  EXPECT_EQ(awaited_statements(), arrival() + 2) << "the unit with the customer, the reservation";
  EXPECT_EQ(deferred_statements(), 1) << "the log of reservations";
  press(kCustomer, "Confirm Purchase");
  ASSERT_THAT(text_of(kCustomer), HasSubstr("Order"));
  EXPECT_EQ(awaited_statements(), arrival() + 2) << "the unit with the customer, the order";
  EXPECT_EQ(deferred_statements(), 6)
      << "the unit, the transfer, its lines, the balance, a notice, the event of webhooks";
}

TEST_P(SaleCostTest, TooLittleMoneyCostsAReservationTwoStatements) {
  stock(voucher());
  say(kCustomer, "/start");
  give_money(kCustomer, 5);
  press_data(kCustomer, encode_callback(Buy{1}));
  EXPECT_EQ(awaited_statements(), arrival() + 3) << "also what is on its way to the customer";
  EXPECT_EQ(deferred_statements(), 2) << "the log of reservations, the debt of them";
}

}  // namespace
}  // namespace bot::customer
