// Purchases that begin with too little money: one payment, and the goods arrive by themselves.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "e2e/coin_deposit.h"
#include "e2e/end_to_end.h"
#include "sandbox/demo/locker_picture.h"
#include "shop/money/adjustment.h"

namespace e2e {
namespace {

shop::NewProduct book() {
  auto product = voucher();
  product.base_price = base::Money::units(35);
  return product;
}

// A customer with 25.75 PLN.
template <class Fixture>
class WithoutEnough : public Fixture {
 protected:
  Person anna(const std::string& language = "en") {
    auto one = this->customer("Anna", 25, language);
    this->transact([&](db::Tx& tx) {
      return shop::adjust(tx,
                          {.user_id = one.id(),
                           .amount = base::Money::hundredths(75),
                           .reason = "test",
                           .idempotency_key = "75",
                           .actor = shop::Actor::cli()},
                          this->clock.now())
          .has_value();
    });
    return one;
  }
  // From the shop to the choice of how to pay what is missing.
  static void starts_to_pay(Person& buyer) {
    buyer.says("/shop");
    buyer.presses("35 PLN · Book voucher");
    buyer.presses("Buy");
    buyer.sees("You're 9.25 PLN short.");
    buyer.presses("Pay 9.25 PLN and buy");
  }
  // The goods came once, and nothing is left to do.
  void expect_bought(const Person& buyer) {
    EXPECT_EQ(this->balance(buyer), "0.00");
    EXPECT_EQ(this->number("SELECT COUNT(*) FROM orders"), 1);
    EXPECT_EQ(this->text("SELECT status FROM checkouts"), "completed");
  }
};

class PayAndBuy : public WithoutEnough<EndToEnd> {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    stock(book());
    open({{"BLIK_INSTRUCTIONS", "BLIK to 600 100 200"}, {"STARS_PER_UNIT", "5"}},
         {.period = std::chrono::milliseconds(50)});
  }
};
INSTANTIATE_TEST_SUITE_P(, PayAndBuy, support::kBothEngines, support::engine_name);

TEST_P(PayAndBuy, ByBlikTheGoodsFollowTheApproval) {
  auto olga = owner();
  olga.says("/start");
  olga.sees("Welcome");
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("BLIK");
  const auto instructions = buyer.sees("as soon as this payment is in");
  EXPECT_TRUE(instructions.text().contains("9.25 PLN")) << instructions.text();
  buyer.presses("I have paid");
  buyer.sees("stays reserved for you until");
  olga.sees("BLIK: 9.25 PLN");
  olga.presses("Approve");
  EXPECT_TRUE(buyer.sees("Status: completed").keyboard.empty()) << "nothing is left to press there";
  EXPECT_TRUE(buyer.sees("Deposit completed: +9.25 PLN").text().contains("Balance 35 PLN"));
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, AfterADepositThePurchaseIsAButtonAway) {
  auto buyer = anna();
  buyer.says("/shop");
  buyer.presses("35 PLN · Book voucher");
  buyer.presses("Buy");
  buyer.sees("You're 9.25 PLN short.");
  buyer.says("/wallet");
  buyer.presses("Deposit");
  buyer.presses("Telegram Stars");
  buyer.presses("20 PLN");
  buyer.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
  EXPECT_EQ(buyer.chat().pay().refusal, "");
  buyer.sees("Deposit completed: +20 PLN");
  buyer.presses("Finish purchase");
  buyer.presses("Confirm Purchase");
  buyer.sees(kSecret);
  EXPECT_EQ(balance(buyer), "10.75");
}

TEST_P(PayAndBuy, APhotoOfTheConfirmationIsNotAskedForAgain) {
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("BLIK");
  buyer.sees("as soon as this payment is in");
  buyer.presses("I have paid");
  buyer.sees("You can still send a photo");
  buyer.sends_photo(*sandbox::locker_picture("C07"));
  const auto answer = buyer.sees("We're checking your payment of 9.25 PLN");
  EXPECT_FALSE(answer.text().contains("You can still send a photo")) << answer.text();
}

TEST_P(PayAndBuy, ByStarsInPolish) {
  auto buyer = anna("pl");
  buyer.says("/shop");
  buyer.presses("35 zł · Book voucher");
  buyer.presses("Kup");
  buyer.presses("Zapłać 9,25 zł i kup");
  buyer.presses("Gwiazdki Telegrama");
  buyer.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
  EXPECT_EQ(buyer.chat().pay().refusal, "");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, AReservationThatEndsIsToldAndCanBeMadeAgain) {
  auto buyer = anna();
  starts_to_pay(buyer);
  clock.advance(std::chrono::minutes(16));
  buyer.sees("has ended");
  buyer.presses("Reserve again");
  buyer.sees("You're 9.25 PLN short.");
}

class PayAndBuyByCoin : public WithoutEnough<ToyChainDeposit> {};
INSTANTIATE_TEST_SUITE_P(, PayAndBuyByCoin, support::kBothEngines, support::engine_name);

TEST_P(PayAndBuyByCoin, TheGoodsFollowTheBlock) {
  stock(book());
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("Bitcoin");
  const auto asked = buyer.sees("Send exactly");
  pay("btc", address_in(asked), "0.00004625");
  buyer.sees("stays reserved for you until");
  order("/btc/blocks");
  buyer.sees("Deposit completed: +9.25 PLN");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

}  // namespace
}  // namespace e2e
