// Deposits in Telegram Stars: paid inside the chat, and given back.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/star_deposit.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using sandbox::FaultKind;

class StarDeposits : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    open({{"STARS_PER_UNIT", "5"}, {"REFERRAL_PERCENT", "3"}});
  }

  // The invoice over 100 PLN.
  sandbox::Message gets_invoice(Person& who) {
    who.says("/wallet");
    who.presses("Deposit");
    who.presses("Telegram Stars");
    who.presses("100 PLN");
    who.sees("Pay 500 Stars below");
    return who.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
  }
  std::string pays(Person& who) {
    gets_invoice(who);
    auto payment = who.chat().pay();
    EXPECT_EQ(payment.refusal, "");
    who.sees("Deposit completed: +100 PLN");
    return payment.charge_id;
  }
  void refunds(int deposit = 1) {
    transact([&](db::Tx& tx) {
      return shop::refund_stars(tx, deposit, "owner:1", clock.now()).has_value();
    });
  }
  std::string status() { return text("SELECT status FROM deposits"); }
};
INSTANTIATE_TEST_SUITE_P(, StarDeposits, support::kBothEngines, support::engine_name);

TEST_P(StarDeposits, AreCreditedAtOnceWithTheReferrersCommission) {
  auto rita = newcomer("Rita");
  rita.says("/start");
  rita.sees("Welcome");
  auto anna = newcomer("Anna");
  anna.says("/start ref_" +
            text(fmt::format("SELECT referral_code FROM users WHERE id = {}", rita.id())));
  anna.sees("invited by Rita");
  const auto invoice = gets_invoice(anna);
  EXPECT_EQ(invoice.invoice->title, "Wallet: 100 PLN");
  EXPECT_EQ(invoice.invoice->stars, 500);
  EXPECT_EQ(anna.chat().pay().refusal, "");
  anna.sees("Deposit completed: +100 PLN");
  rita.sees("Commission: +3 PLN");
  EXPECT_EQ(balance(anna), "100.00");
  EXPECT_EQ(balance(rita), "3.00");
  EXPECT_TRUE(log().contains(fmt::format("Referral commission: 3.00 PLN to user {}", rita.id())));
}

TEST_P(StarDeposits, AreCreditedOnceWhenTheUpdateComesThrice) {
  auto anna = customer("Anna", 0);
  gets_invoice(anna);
  telegram.repeat_updates(3);
  anna.chat().pay();
  anna.sees("Deposit completed: +100 PLN");
  telegram.repeat_updates(1);
  anna.says("/wallet");
  anna.sees("Balance");
  EXPECT_EQ(balance(anna), "100.00");
  EXPECT_EQ(anna.chat().count("Deposit completed"), 1U);
}

TEST_P(StarDeposits, AreRefusedToWhoIsBanned) {
  auto anna = customer("Anna", 0);
  const auto invoice = gets_invoice(anna);
  transact([&](db::Tx& tx) {
    tx.execute("UPDATE users SET is_banned = TRUE WHERE id = $1", anna.id());
    return true;
  });
  const auto payment = anna.chat().payment_of(anna.chat().press_pay(invoice));
  EXPECT_TRUE(payment.refusal.contains("no longer valid")) << payment.refusal;
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 0);
}

TEST_P(StarDeposits, AForwardedInvoiceIsRefused) {
  auto anna = customer("Anna", 0);
  const auto invoice = gets_invoice(anna);
  auto ben = customer("Ben", 0);
  ben.says("/start");
  ben.sees("Main menu");
  const auto payment = ben.chat().payment_of(ben.chat().press_pay(invoice));
  EXPECT_TRUE(payment.refusal.contains("no longer valid")) << payment.refusal;
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 0);
}

TEST_P(StarDeposits, TooManyStarsAreRefused) {
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.presses("Deposit");
  anna.presses("Telegram Stars");
  anna.says("2000.01");
  anna.sees("That is too much for one payment in Stars.");
  EXPECT_EQ(telegram.call_count("sendInvoice"), 0U);
}

TEST_P(StarDeposits, AreGivenBack) {
  auto anna = customer("Anna", 0);
  pays(anna);
  refunds();
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 1U);
  EXPECT_EQ(status(), "reversed");
  EXPECT_EQ(balance(anna), "0.00");
  anna.sees("Your deposit of 100 PLN was taken back");
}

TEST_P(StarDeposits, ARefundWhoseAnswerIsLostIsDoneAllTheSame) {
  auto anna = customer("Anna", 0);
  pays(anna);
  telegram.inject({.kind = FaultKind::lost_answer, .method = "refundStarPayment"});
  refunds();
  EXPECT_TRUE(outbox_is_sent()) << "the second call says that the Stars are back already";
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 1U);
  EXPECT_EQ(owner().chat().count("Stars"), 0U) << "no alert";
}

TEST_P(StarDeposits, WhoHasBlockedTheBotGetsTheStarsBack) {
  auto anna = customer("Anna", 0);
  pays(anna);
  ASSERT_TRUE(outbox_is_sent());
  anna.chat().block_bot();
  EXPECT_TRUE(support::eventually(
      [&] { return number("SELECT COUNT(*) FROM users WHERE has_blocked_bot") == 1; }));
  refunds();
  EXPECT_TRUE(support::eventually([&] { return telegram.call_count("refundStarPayment") == 1; }));
}

TEST_P(StarDeposits, ARefundThatTelegramRefusesIsToldToTheOwners) {
  auto olga = owner();
  olga.says("/start");
  olga.sees("Welcome");
  auto anna = customer("Anna", 0);
  pays(anna);
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "refundStarPayment",
                   .description = "Bad Request: CHARGE_ID_INVALID"});
  refunds();
  olga.sees("deposit 1");
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 0U);
}

TEST_P(StarDeposits, ARefundByTelegramIsNoted) {
  auto anna = customer("Anna", 0);
  const auto charge = pays(anna);
  const auto answer = exchange(
      {.url = fmt::format("{}/bot{}/refundStarPayment?user_id={}&telegram_payment_charge_id={}",
                          telegram.url(), telegram.token(), anna.id(), charge)});
  EXPECT_EQ(answer.status, 200);
  anna.sees("Your deposit of 100 PLN was taken back");
  EXPECT_EQ(status(), "reversed");
  EXPECT_EQ(balance(anna), "0.00");
}

}  // namespace
}  // namespace e2e
