// Deposits in Telegram Stars, paid in the chat, and their refunds.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "bot/admin/deposits/callbacks.h"
#include "e2e/end_to_end.h"
#include "shop/money/adjustment.h"
#include "support/eventually.h"
#include "support/free_port.h"

namespace e2e {
namespace {

using bot::encode_callback;
using sandbox::FaultKind;

class StarDeposits : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    open({{"STARS_PER_UNIT", "5"}, {"REFERRAL_PERCENT", "3"}});
  }

  // Asks for an invoice over 100 PLN.
  sandbox::Message gets_invoice(Person& who) {
    who.says("/wallet");
    who.presses("Deposit");
    who.presses("Telegram Stars");
    who.presses("100 PLN");
    who.sees("Pay 500 Stars with the button below");
    return who.chat().wait_for([](const sandbox::Message& one) { return one.invoice.has_value(); });
  }
  std::string pays(Person& who) {
    gets_invoice(who);
    auto payment = who.chat().pay();
    EXPECT_EQ(payment.refusal, "");
    who.sees("Deposit completed: +100 PLN");
    return payment.charge_id;
  }
  // Takes Olga to the confirmation of the refund.
  void asks_to_refund(std::string_view stars_line = "100 PLN") {
    olga.says("/admin");
    olga.presses("Deposits");
    olga.presses("Credited deposits");
    olga.presses(stars_line);
    olga.presses("Refund Stars");
  }
  void refunds() {
    asks_to_refund();
    const auto answer = olga.presses("Yes, refund 500 Stars");
    EXPECT_TRUE(answer.text.contains("Refund of 500 Stars requested")) << answer.text;
    EXPECT_TRUE(answer.is_alert);
  }
  // Corrects a balance as an owner does.
  void adjusts(const Person& who, std::int64_t amount_units) {
    transact([&](db::Tx& tx) {
      return shop::adjust(tx,
                          {.user_id = who.id(),
                           .amount = base::Money::units(amount_units),
                           .reason = "test",
                           .idempotency_key = fmt::format("test {}", amount_units)},
                          shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), clock.now())
          .has_value();
    });
  }
  std::string status() { return text("SELECT status FROM deposits"); }

  Person olga = owner();
};
INSTANTIATE_TEST_SUITE_P(, StarDeposits, support::kBothEngines, support::engine_name);

TEST_P(StarDeposits, AreCreditedAtOnceWithTheReferrersCommission) {
  auto rita = newcomer("Rita");
  rita.says("/start");
  rita.sees("Welcome");
  auto anna = invited(rita, "Anna");
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

TEST_P(StarDeposits, AreCreditedOnceWhenTheUpdateComesThreeTimes) {
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

// Whatever the database answers, and however often: as often as a defect is given up, and more.
TEST_P(StarDeposits, AreBookedAfterAnyFailureOfTheDatabase) {
  auto anna = customer("Anna", 0);
  gets_invoice(anna);
  const auto failures = [this] {
    const auto text = log();
    std::size_t count = 0;
    for (auto at = text.find("is a payment"); at != text.npos;
         at = text.find("is a payment", at + 1)) {
      ++count;
    }
    return count;
  };
  transact([](db::Tx& tx) { return tx.execute("ALTER TABLE deposits RENAME TO deposits_away"); });
  EXPECT_EQ(anna.chat().pay().refusal, "");
  EXPECT_TRUE(support::eventually([&] { return failures() >= 4; })) << "no such table";
  transact([](db::Tx& tx) { return tx.execute("ALTER TABLE deposits_away RENAME TO deposits"); });
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_EQ(balance(anna), "100.00");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 1);
}

TEST_P(StarDeposits, AreAskedForAgainByWebhookUntilTheyAreBooked) {
  close();
  const auto address = fmt::format("127.0.0.1:{}", support::free_port());
  open({{"STARS_PER_UNIT", "5"},
        {"WEB_LISTEN", address},
        {"WEBHOOK_URL", fmt::format("http://{}/hook", address)},
        {"WEBHOOK_SECRET", "s3cret"}});
  auto anna = customer("Anna", 0);
  gets_invoice(anna);
  transact([](db::Tx& tx) {  // a constraint refuses the second line of every transfer
    return tx.execute("CREATE UNIQUE INDEX refuses ON ledger_lines ((amount * 0))");
  });
  EXPECT_EQ(anna.chat().pay().refusal, "");
  EXPECT_TRUE(support::eventually([&] { return log().contains("is a payment"); }));
  EXPECT_EQ(telegram.pending_updates(), 1U) << "it was answered with an error";
  transact([](db::Tx& tx) { return tx.execute("DROP INDEX refuses"); });
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_EQ(balance(anna), "100.00");
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
  anna.sees("That's too much at once:");
  EXPECT_EQ(telegram.call_count("sendInvoice"), 0U);
}

TEST_P(StarDeposits, AnOwnerGivesThemBackWithTheirCommissionOnce) {
  auto rita = newcomer("Rita");
  rita.says("/start");
  rita.sees("Welcome");
  auto anna = invited(rita, "Anna");
  const auto charge = pays(anna);
  asks_to_refund();
  const auto question = olga.sees("Give 500 Stars back to Anna");
  EXPECT_TRUE(question.text().contains("100 PLN → 0 PLN")) << question.text();
  EXPECT_FALSE(question.text().contains("negative"));
  olga.presses("Yes, refund 500 Stars");
  EXPECT_TRUE(olga.sees("Status: reversed").text().contains(charge));
  anna.sees("Your deposit of 100 PLN was reversed");
  rita.sees("3 PLN");
  EXPECT_EQ(olga.presses_in(question, "Yes, refund 500 Stars").text,
            "These Stars were given back already.");
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 1U);
  EXPECT_EQ(status(), "reversed");
  EXPECT_EQ(balance(anna), "0.00");
  EXPECT_EQ(balance(rita), "0.00");
  EXPECT_TRUE(
      log().contains(fmt::format("Stars refund: 500 Stars of deposit 1 to user {}", anna.id())));
}

TEST_P(StarDeposits, AnOwnerSeesTheDebtThatARefundMakes) {
  auto anna = customer("Anna", 0);
  pays(anna);
  adjusts(anna, -60);
  asks_to_refund();
  EXPECT_TRUE(olga.sees("40 PLN → −60 PLN").text().contains("the balance will be negative"));
  adjusts(anna, -1);
  const auto answer = olga.presses("Yes, refund 500 Stars");
  EXPECT_TRUE(answer.text.contains("has changed meanwhile")) << answer.text;
  EXPECT_EQ(status(), "completed");
  olga.sees("39 PLN → −61 PLN");
  olga.presses("Yes, refund 500 Stars");
  EXPECT_EQ(balance(anna), "-61.00");
  EXPECT_EQ(status(), "reversed");
}

TEST_P(StarDeposits, OnlyAnOwnerGivesBackAndOnlyStars) {
  auto anna = customer("Anna", 0);
  pays(anna);
  const auto balance_before = base::Money::units(100);
  const std::string stale = "This button no longer works. Please open the menu again.";
  const std::vector<std::string> forged{
      encode_callback(bot::admin::ListCredited{}), encode_callback(bot::admin::ShowCredited{1}),
      encode_callback(bot::admin::AskStarRefund{1}),
      encode_callback(bot::admin::RefundStars{1, balance_before})};
  for (const auto& data : forged) {
    EXPECT_EQ(anna.presses_data(data).text, stale);
  }
  olga.says("/start");
  olga.sees("Welcome");
  EXPECT_EQ(olga.presses_data(encode_callback(bot::admin::RefundStars{4711, balance_before})).text,
            stale);
  transact([](db::Tx& tx) { return tx.execute("UPDATE deposits SET method = 'blik'"); });
  EXPECT_EQ(olga.presses_data(forged.back()).text, stale);
  transact([](db::Tx& tx) { return tx.execute("UPDATE deposits SET method = 'stars'"); });
  EXPECT_EQ(status(), "completed");
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 0U);
}

TEST_P(StarDeposits, ARefundWhoseAnswerIsLostIsDoneAllTheSame) {
  auto anna = customer("Anna", 0);
  pays(anna);
  telegram.inject({.kind = FaultKind::lost_answer, .method = "refundStarPayment"});
  refunds();
  EXPECT_TRUE(outbox_is_sent()) << "the second call says that the Stars are back already";
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 1U);
  EXPECT_EQ(olga.chat().count("refused to refund"), 0U) << "no alert";
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
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM users WHERE has_blocked_bot"), 1)
      << "that Telegram tells of the refund says nothing about it";
}

TEST_P(StarDeposits, ARefundThatTelegramRefusesIsToldToTheOwners) {
  auto anna = customer("Anna", 0);
  pays(anna);
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "refundStarPayment",
                   .description = "Bad Request: CHARGE_ID_INVALID"});
  refunds();
  olga.sees("Telegram refused to refund the Stars of deposit 1");
  EXPECT_EQ(telegram.call_count("refundStarPayment"), 0U);
}

TEST_P(StarDeposits, ARefundByTelegramIsNoted) {
  auto anna = customer("Anna", 0);
  const auto charge = pays(anna);
  const auto answer = exchange(
      {.url = fmt::format("{}/bot{}/refundStarPayment?user_id={}&telegram_payment_charge_id={}",
                          telegram.url(), telegram.token(), anna.id(), charge)});
  EXPECT_EQ(answer.status, 200);
  anna.sees("Your deposit of 100 PLN was reversed");
  EXPECT_EQ(status(), "reversed");
  EXPECT_EQ(balance(anna), "0.00");
}

}  // namespace
}  // namespace e2e
