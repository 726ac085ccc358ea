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
                           .idempotency_key = fmt::format("75 for {}", one.id())},
                          shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(),
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
    open_shop();
  }
  void open_shop(app::SettingValues more = {}) {
    more.merge(app::SettingValues{{"BLIK_INSTRUCTIONS", "BLIK to 600 100 200"},
                                  {"BANK_INSTRUCTIONS", "To PL61 1090 1014"},
                                  {"STARS_PER_UNIT", "5"}});
    open(std::move(more), {.period = std::chrono::milliseconds(50)});
  }
  Person started_owner() {
    auto olga = owner();
    olga.says("/start");
    olga.sees("Welcome");
    return olga;
  }
  // From the shop to "I have paid", by BLIK.
  static void says_that_they_paid(Person& buyer) {
    starts_to_pay(buyer);
    buyer.presses("BLIK");
    buyer.sees("as soon as this payment is in");
    buyer.presses("I have paid");
  }
  static void pays_invoice(Person& buyer) {
    buyer.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
    EXPECT_EQ(buyer.chat().pay().refusal, "");
  }
  base::Timestamp reserved_until() {
    return read([](db::Tx& tx) {
      return tx.one<base::Timestamp>("SELECT reserved_until FROM products WHERE id = 1");
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, PayAndBuy, support::kBothEngines, support::engine_name);

TEST_P(PayAndBuy, ByBlikTheGoodsFollowTheApproval) {
  auto olga = started_owner();
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

TEST_P(PayAndBuy, ByBankTransferTheGoodsFollowTheApproval) {
  auto olga = started_owner();
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("Bank transfer");
  const auto instructions = buyer.sees("as soon as this payment is in");
  EXPECT_TRUE(instructions.text().contains("To PL61 1090 1014")) << instructions.text();
  EXPECT_EQ(buyer.chat().copy("Copy amount"), "9.25");
  buyer.presses("I have paid");
  buyer.sees("stays reserved for you until");
  olga.sees("Bank transfer: 9.25 PLN");
  olga.presses("Approve");
  buyer.sees("Deposit completed: +9.25 PLN");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, ByBlikInPolish) {
  auto olga = started_owner();
  auto buyer = anna("pl");
  buyer.says("/shop");
  buyer.presses("35 zł · Book voucher");
  buyer.presses("Kup");
  buyer.presses("Zapłać 9,25 zł i kup");
  buyer.presses("BLIK");
  buyer.sees("dostaniesz, gdy tylko wpłynie ta płatność");
  buyer.presses("Już zapłacone");
  buyer.sees("jest zarezerwowany dla Ciebie do");
  olga.sees("BLIK: 9.25 PLN");
  olga.presses("Approve");
  buyer.sees("Doładowanie zaksięgowane: +9,25 zł");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, ByStars) {
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("Telegram Stars");
  buyer.sees("as soon as this payment is in");
  pays_invoice(buyer);
  buyer.sees("Deposit completed: +9.25 PLN");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, AnInvoiceOfYesterdayIsRefused) {
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("Telegram Stars");
  buyer.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
  clock.advance(std::chrono::hours(25));
  EXPECT_EQ(buyer.chat().pay().refusal,
            "This payment is no longer valid. Please open Wallet → Deposit and start again.");
  EXPECT_EQ(balance(buyer), "25.75");
}

TEST_P(PayAndBuy, WhenThePriceRoseAButtonLeadsToTheOffer) {
  auto olga = started_owner();
  auto buyer = anna();
  says_that_they_paid(buyer);
  buyer.sees("stays reserved for you until");
  transact([](db::Tx& tx) {
    return tx.execute("UPDATE products SET base_price = $1", base::Money::units(40));
  });
  olga.presses("Approve");
  const auto told = buyer.sees("Your payment is in, but Book voucher now costs 40 PLN");
  EXPECT_TRUE(told.text().contains("Balance: 35 PLN")) << told.text();
  EXPECT_EQ(told.keyboard.size(), 1U);
  buyer.presses_in(told, "Go to the offer");
  buyer.sees("Valid in every bookshop of the chain.");
  EXPECT_EQ(balance(buyer), "35.00");
  EXPECT_EQ(text("SELECT status FROM checkouts"), "price_changed");
}

TEST_P(PayAndBuy, WhenNoUnitIsLeftAButtonLeadsToTheOffers) {
  auto other = book();
  other.name = "Film voucher";
  stock(other);
  auto olga = started_owner();
  auto buyer = anna();
  starts_to_pay(buyer);
  buyer.presses("BLIK");
  const auto instructions = buyer.sees("as soon as this payment is in");
  clock.advance(std::chrono::minutes(16));
  buyer.sees("has ended");
  auto bert = customer("Bert", 35);
  bert.says("/shop");
  bert.presses("35 PLN · Book voucher");
  bert.presses("Buy");
  bert.presses("Confirm Purchase");
  bert.sees(kSecret);
  buyer.presses_in(instructions, "I have paid");
  olga.sees("BLIK: 9.25 PLN");
  olga.presses("Approve");
  const auto told = buyer.sees("Your payment is in, but Book voucher is no longer available.");
  EXPECT_TRUE(told.text().contains("Balance: 35 PLN")) << told.text();
  EXPECT_EQ(told.keyboard.size(), 1U);
  buyer.presses_in(told, "Go to the offer");
  buyer.presses("35 PLN · Film voucher");
  EXPECT_EQ(balance(buyer), "35.00");
  EXPECT_EQ(text("SELECT status FROM checkouts"), "unavailable");
}

TEST_P(PayAndBuy, PaymentHoldHoursSaysHowLongAUnitIsKept) {
  close();
  open_shop({{"PAYMENT_HOLD_HOURS", "48"}});
  auto olga = started_owner();
  auto buyer = anna();
  const auto began = clock.now();
  says_that_they_paid(buyer);
  buyer.sees("stays reserved for you until");
  EXPECT_GE(reserved_until(), began + std::chrono::hours(48));
  EXPECT_LE(reserved_until(), clock.now() + std::chrono::hours(48));
  clock.advance(std::chrono::hours(47));
  olga.presses("Approve");
  buyer.sees(kSecret);
  expect_bought(buyer);
}

TEST_P(PayAndBuy, AHoldOfAnHourEndsAfterIt) {
  close();
  open_shop({{"PAYMENT_HOLD_HOURS", "1"}});
  auto buyer = anna();
  says_that_they_paid(buyer);
  buyer.sees("stays reserved for you until");
  clock.advance(std::chrono::minutes(59));
  EXPECT_GT(reserved_until(), clock.now());
  clock.advance(std::chrono::minutes(2));
  buyer.sees("has ended");
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_reserved = true"), 0);
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
  pays_invoice(buyer);
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
  pays_invoice(buyer);
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

// Coin, the method's name.
struct Coin {
  const char* code;
  const char* label;
};

TEST_P(PayAndBuyByCoin, TheGoodsFollowTheBlock) {
  for (const auto& [code, label] : {Coin{"btc", "Bitcoin"}, Coin{"ltc", "Litecoin"}}) {
    stock(book());
    auto buyer = anna();
    starts_to_pay(buyer);
    buyer.presses(label);
    const auto asked = buyer.sees("Send exactly");
    pay(code, address_in(asked), buyer.chat().copy("Copy amount"));
    buyer.sees("stays reserved for you until");
    order(std::string("/") + code + "/blocks");
    buyer.sees("Deposit completed: +9.25 PLN");
    buyer.sees(kSecret);
    EXPECT_EQ(balance(buyer), "0.00");
  }
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM checkouts WHERE status = 'completed'"), 2);
}

}  // namespace
}  // namespace e2e
