// A customer's code does not work: from the problem that they report to the unit and the money that
// they get.
#include <string>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "sandbox/demo/locker_picture.h"

namespace e2e {
namespace {

class OrdersAndTickets : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    open();
    olga.says("/start");
    olga.sees("Welcome");
  }

  Person olga = owner();
};
INSTANTIATE_TEST_SUITE_P(, OrdersAndTickets, support::kBothEngines, support::engine_name);

TEST_P(OrdersAndTickets, AProblemIsAnsweredByAReplyAndSolved) {
  stock(voucher());
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.buys_voucher();
  anna.sees(kSecret);
  auto second = voucher();
  second.delivery_text = "Code: SECOND-0815";
  stock(second);

  anna.says("/profile");
  anna.presses("My orders");
  anna.presses("Book voucher");
  anna.presses("Problem with this order");
  anna.sees("Write what is wrong");
  anna.sends_photo(*sandbox::locker_picture("C07"));
  anna.sees("We have it and answer in this chat");
  anna.says("It says that it is used");
  const auto question = olga.sees("It says that it is used");
  ASSERT_TRUE(outbox_is_sent()) << "which message is about the ticket is known then";
  olga.replies_to(question, "Let me look");
  olga.sees("Sent to the customer");
  const auto answer = anna.sees("Let me look");
  EXPECT_FALSE(answer.text().contains("Olga")) << answer.text();
  ASSERT_TRUE(outbox_is_sent());
  anna.replies_to(answer, "Thank you");
  olga.sees("Thank you");

  olga.says("/admin");
  olga.sees("Owner's panel");
  olga.presses("Orders");
  olga.says(std::string("Code: ") + std::string(kSecret));
  olga.sees("Order 1");
  olga.presses("Replace");
  olga.presses("It does not work");
  anna.sees("SECOND-0815");
  olga.presses("Refund");
  olga.says("12,5");
  olga.sees("Refund of 12.50 PLN");
  olga.says("For the trouble");
  olga.presses("Yes, refund 12.50 PLN");
  anna.sees("12.50 PLN is back in your wallet");
  EXPECT_EQ(balance(anna), "12.50");
}

}  // namespace
}  // namespace e2e
