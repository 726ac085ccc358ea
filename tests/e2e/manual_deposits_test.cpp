// Deposits by BLIK and bank transfer, from the choice of an amount to an owner's decision.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "bot/admin/deposits/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "e2e/end_to_end.h"
#include "sandbox/demo/locker_picture.h"
#include "shop/customers/customer.h"
#include "shop/deposits/manual/pending_manual.h"

namespace e2e {
namespace {

using bot::encode_callback;

// Two owners, Olga and Boris, who have started the bot.
class ManualDeposits : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    open({{"ADMIN_IDS", fmt::format("{},{}", olga.id(), boris.id())},
          {"BLIK_INSTRUCTIONS", "BLIK to 600 100 200"},
          {"BANK_INSTRUCTIONS", "To PL61 1090 1014"},
          {"DEPOSIT_MIN", "5"},
          {"MANUAL_DEPOSIT_MAX", "5000"},
          {"REFERRAL_PERCENT", "3"}});
    for (auto* one : {&olga, &boris}) {
      one->says("/start");
      one->sees("Welcome");
    }
  }

  // Goes up to the instructions; returns the reference.
  std::string asks_for(Person& who, std::string_view method, std::string_view amount) {
    who.says("/wallet");
    who.presses("Deposit");
    who.presses(method);
    who.presses(amount);
    who.sees("Put this reference in the transfer title");
    return text("SELECT reference FROM deposits ORDER BY id DESC LIMIT 1");
  }
  // The same, and presses "I have paid", without a receipt.
  void deposits(Person& who) {
    asks_for(who, "BLIK", "100 PLN");
    who.presses("I have paid");
    who.sees("We're checking your payment of 100 PLN");
    ASSERT_TRUE(outbox_is_sent());
  }
  // The message as it is now.
  static sandbox::Message now_of(Person& who, const sandbox::Message& message) {
    const auto all = who.chat().messages();
    return *std::ranges::find(all, message.id, &sandbox::Message::id);
  }
  std::string status(int deposit = 1) {
    return text(fmt::format("SELECT status FROM deposits WHERE id = {}", deposit));
  }

  Person olga = owner();
  Person boris = newcomer("Boris");
};
INSTANTIATE_TEST_SUITE_P(, ManualDeposits, support::kBothEngines, support::engine_name);

std::string receipt(std::string_view compartment = "C07") {
  return *sandbox::locker_picture(compartment);
}

TEST_P(ManualDeposits, AreCreditedWithTheReferrersCommissionWhenAnOwnerApproves) {
  auto rita = newcomer("Rita");
  rita.says("/start");
  rita.sees("Welcome");
  auto anna = invited(rita, "Anna");
  const auto reference = asks_for(anna, "BLIK", "100 PLN");
  const auto instructions = anna.sees("BLIK to 600 100 200");
  EXPECT_TRUE(instructions.text().contains(reference)) << instructions.text();
  anna.sends_photo(receipt());
  anna.sees("We're checking your payment of 100 PLN");
  EXPECT_EQ(olga.sees_photo().text(), reference);
  const auto for_boris = boris.sees("BLIK: 100 PLN");
  EXPECT_TRUE(for_boris.text().contains("Customer: Anna")) << for_boris.text();
  EXPECT_TRUE(for_boris.text().contains("Receipt attached"));
  ASSERT_TRUE(outbox_is_sent());

  olga.presses("Approve");
  olga.sees("completed · approved by Olga");
  anna.sees("Deposit completed: +100 PLN");
  rita.sees("Commission: +3 PLN");
  const auto told = boris.sees("completed · approved by Olga");
  EXPECT_EQ(told.id, for_boris.id) << "the message itself changes";
  EXPECT_EQ(told.keyboard.size(), 1U) << "nothing is left to decide";
  EXPECT_EQ(balance(anna), "100.00");
  EXPECT_EQ(balance(rita), "3.00");
  EXPECT_TRUE(log().contains(fmt::format("Referral commission: 3.00 PLN to user {}", rita.id())));
}

// Who must be told is told by a message when Telegram puts off the edit of an old one.
TEST_P(ManualDeposits, AreToldOfByAMessageWhileEditsMustWait) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto for_boris = boris.sees("BLIK: 100 PLN");
  telegram.inject({.kind = sandbox::FaultKind::too_many_requests,
                   .method = "editMessageText",
                   .times = 10,
                   .retry_after_s = 1'127});
  olga.presses("Approve");
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_NE(boris.sees("completed · approved by Olga").id, for_boris.id);
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(balance(anna), "100.00");
}

TEST_P(ManualDeposits, AreCreditedOnceHoweverOftenApproveIsPressed) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto for_olga = olga.sees("BLIK: 100 PLN");
  const auto for_boris = boris.sees("BLIK: 100 PLN");
  const auto first = olga.starts_press_in(for_olga, "Approve");
  const auto second = boris.starts_press_in(for_boris, "Approve");
  const bool olga_was_first = olga.chat().answer_to(first).text.empty();
  EXPECT_EQ(boris.chat().answer_to(second).text, olga_was_first ? "Already decided by Olga." : "");
  EXPECT_EQ(olga.presses_in(for_olga, "Approve").text,
            fmt::format("Already decided by {}.", olga_was_first ? "Olga" : "Boris"));
  EXPECT_TRUE(boris.presses_in(for_boris, "Reject").text.empty());
  EXPECT_EQ(status(), "completed");
  EXPECT_EQ(balance(anna), "100.00");
}

TEST_P(ManualDeposits, TakeAnAmountThatIsTyped) {
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.presses("Deposit");
  anna.presses("Bank transfer");
  anna.sees("from 5 PLN to 5000 PLN");
  for (const char* typed : {"1e9", "-5", "0,005", "10 EUR", "0", "<b>100</b>", "NaN", "1 00",
                            "9999999999999999999999999999999999999999"}) {
    anna.says(typed);
    anna.sees("isn't an amount");
  }
  anna.sends_sticker();
  anna.sees("How much would you like to deposit?");
  anna.says("1,000");
  anna.sees("“1,000” can mean 1000 PLN or 1 PLN. Which one?");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 0);
  anna.says(" 12,50 ");
  anna.sees("To PL61 1090 1014");
  EXPECT_EQ(read([](db::Tx& tx) { return tx.one<base::Money>("SELECT amount FROM deposits"); }),
            base::Money::hundredths(12'50));
}

TEST_P(ManualDeposits, HaveASmallestAndALargestAmount) {
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.presses("Deposit");
  anna.presses("BLIK");
  for (const auto& [typed, answer] : {std::pair("4.99", "the smallest deposit is 5 PLN"),
                                      std::pair("5000.01", "the largest deposit is 5000 PLN")}) {
    anna.says(typed);
    anna.sees(answer);
  }
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 0);
  anna.says("1 000 zł");
  anna.sees("BLIK: 1000 PLN");
}

TEST_P(ManualDeposits, NobodyApprovesTheirOwn) {
  deposits(olga);
  EXPECT_EQ(olga.chat().count("Customer: Olga"), 0U);
  EXPECT_EQ(olga.presses_data(encode_callback(bot::admin::ApproveDeposit{1})).text,
            "This is your own deposit. Another owner must approve it.");
  EXPECT_EQ(status(), "pending");
  boris.presses("Approve");
  olga.sees("Deposit completed: +100 PLN");
}

TEST_P(ManualDeposits, AreRejectedWithAReason) {
  auto anna = customer("Anna", 0);
  anna.says("/start");
  deposits(anna);
  const auto for_boris = boris.sees("BLIK: 100 PLN");
  olga.presses("Reject");
  olga.sees("Why is the deposit of 100 PLN");
  olga.sends_sticker();
  olga.sees("Please write the reason as a text");
  olga.says(std::string(501, 'x'));
  olga.sees("at most 500 characters");
  EXPECT_EQ(status(), "pending");
  olga.says("No <money> came");
  olga.sees("rejected by Olga");
  anna.sees("Reason: No <money> came");
  EXPECT_EQ(boris.sees("rejected by Olga").id, for_boris.id);
  EXPECT_EQ(boris.presses_in(for_boris, "Approve").text, "Already decided by Olga.");
  EXPECT_EQ(status(), "rejected");
  EXPECT_EQ(balance(anna), "0.00");
}

TEST_P(ManualDeposits, AReceiptThatIsNoPictureIsAskedForAgain) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "50 PLN");
  const std::string answer = "as a photo (not as a file)";
  anna.sends_document("receipt.pdf", "application/pdf", 20'000'000);
  anna.sees(answer);
  anna.sends_document("receipt.png", "image/png", 40'000);
  anna.sees(answer);
  anna.sends_sticker();
  anna.sees(answer);
  anna.says("I have paid!");
  anna.sees(answer);
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits WHERE submitted_at IS NOT NULL"), 0);
  anna.sends_photo(receipt());
  anna.sees("We're checking your payment of 50 PLN");
  boris.sees_photo();
}

TEST_P(ManualDeposits, TheSameReceiptIsPointedOut) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "50 PLN");
  anna.sends_photo(receipt());
  anna.sees("We're checking your payment of 50 PLN");
  EXPECT_FALSE(olga.sees("BLIK: 50 PLN").text().contains("The same receipt"));
  const auto chat = anna.chat().messages();
  const auto sent =
      std::ranges::find_if(chat, [](const sandbox::Message& one) { return one.photo.has_value(); });

  auto mallory = customer("Mallory", 0);
  asks_for(mallory, "Bank transfer", "1000 PLN");
  mallory.forwards(*sent);
  EXPECT_TRUE(olga.sees("Bank transfer: 1000 PLN")
                  .text()
                  .contains("⚠️ The same receipt came with deposit 1 of 50 PLN"));
}

TEST_P(ManualDeposits, TheSamePictureIsPointedOutThoughItIsSentAnew) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "50 PLN");
  anna.sends_photo(receipt());
  EXPECT_FALSE(olga.sees("BLIK: 50 PLN").text().contains("The same receipt"));
  auto mallory = customer("Mallory", 0);
  asks_for(mallory, "BLIK", "200 PLN");
  mallory.sends_photo(receipt());
  EXPECT_TRUE(olga.sees("BLIK: 200 PLN")
                  .text()
                  .contains("⚠️ The same receipt came with deposit 1 of 50 PLN"));
  auto ben = customer("Ben", 0);
  asks_for(ben, "BLIK", "100 PLN");
  ben.sends_photo(receipt("A01"));
  EXPECT_FALSE(olga.sees("BLIK: 100 PLN").text().contains("The same receipt"));
}

TEST_P(ManualDeposits, AReceiptThatCannotBeLookedAtIsShownAllTheSame) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "50 PLN");
  telegram.inject({.kind = sandbox::FaultKind::bad_request,
                   .method = "getFile",
                   .description = "Bad Request: file is temporarily unavailable"});
  anna.sends_photo(receipt());
  olga.sees("Receipt attached");
  asks_for(anna, "BLIK", "200 PLN");
  telegram.inject({.kind = sandbox::FaultKind::server_error, .method = "getFile"});
  anna.sends_photo(receipt());
  olga.sees("BLIK: 200 PLN");
  EXPECT_EQ(telegram.call_count("getFile"), 1U);
}

TEST_P(ManualDeposits, AReceiptOfOneWhoBlockedTheBotIsShown) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "50 PLN");
  telegram.hold_updates();
  anna.sends_photo(receipt());
  anna.chat().block_bot();
  telegram.release_updates();
  olga.sees("Receipt attached");
}

TEST_P(ManualDeposits, APhotoThatComesAfterTheDialogIsStillTheReceipt) {
  auto anna = customer("Anna", 0);
  anna.sends_photo(receipt());
  anna.sees("I'm not waiting for a photo right now");
  const auto reference = asks_for(anna, "BLIK", "50 PLN");
  anna.presses("I have paid");
  anna.sees("We're checking your payment of 50 PLN");
  anna.says("/shop");
  anna.sends_photo(receipt());
  anna.sees("We're checking your payment of 50 PLN");
  olga.sees("Receipt attached");
  anna.says("/wallet");
  anna.presses("Deposit");
  anna.presses("Bank transfer");
  anna.sends_photo(receipt("A02"));
  EXPECT_TRUE(anna.sees("We're checking your payment of 50 PLN").text().contains(reference));
}

TEST_P(ManualDeposits, AtMostThreeWaitAndTheirCustomerMayCancel) {
  auto anna = customer("Anna", 0);
  for (int i = 0; i < 3; ++i) {
    asks_for(anna, "BLIK", "20 PLN");
  }
  anna.says("/wallet");
  anna.presses("Deposit");
  anna.presses("Bank transfer");
  anna.presses("50 PLN");
  anna.sees("You already have 3 deposits under review");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 3);
  anna.presses("My deposits");
  anna.presses("20 PLN");
  const auto open = anna.sees("Put this reference in the transfer title");
  anna.presses("Cancel this deposit");
  anna.sees("Status: cancelled");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits WHERE status = 'pending'"), 2);
  anna.presses_in(open, "I have paid");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits WHERE submitted_at IS NOT NULL"), 0);
  asks_for(anna, "Bank transfer", "50 PLN");
}

TEST_P(ManualDeposits, OneThatIsCancelledAfterItWasSubmittedIsTakenFromTheOwners) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto for_olga = olga.sees("BLIK: 100 PLN");
  anna.presses("Cancel this deposit");
  anna.sees("Status: cancelled");
  EXPECT_EQ(olga.sees("cancelled").id, for_olga.id);
  olga.presses_in(for_olga, "Approve");
  EXPECT_EQ(status(), "cancelled");
  EXPECT_EQ(balance(anna), "0.00");
}

TEST_P(ManualDeposits, OfOthersDoNotExist) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  auto mallory = customer("Mallory", 0);
  mallory.says("/start");
  mallory.sees("Main menu");
  const auto before = state_of_shop();
  const std::string stale = "This button no longer works. Please open the menu again.";
  EXPECT_EQ(mallory.presses_data(encode_callback(bot::customer::ShowOneDeposit{1})).text, stale);
  EXPECT_EQ(mallory.presses_data(encode_callback(bot::customer::SubmitDeposit{1})).text, stale);
  EXPECT_EQ(mallory.presses_data(encode_callback(bot::customer::WithdrawDepositRequest{1})).text,
            stale);
  EXPECT_EQ(mallory.presses_data(encode_callback(bot::admin::ApproveDeposit{1})).text, stale);
  EXPECT_EQ(mallory.presses_data(encode_callback(bot::admin::RejectNotFound{1})).text, stale);
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_EQ(status(), "pending");
}

TEST_P(ManualDeposits, LoseTheirButtonsWhateverTheirCustomerDoes) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto shown = anna.sees("We're checking your payment of 100 PLN");
  anna.says("/shop");
  anna.sees("Everything is sold out");
  olga.presses("Approve");
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_TRUE(now_of(anna, shown).keyboard.empty()) << anna.chat().transcript();
  EXPECT_TRUE(now_of(anna, shown).text().contains("Status: completed"));

  const auto unpaid = (asks_for(anna, "BLIK", "20 PLN"), anna.sees("Put this reference"));
  anna.says("/wallet");
  anna.sees("Balance");
  clock.advance(shop::kManualLifetime);
  transact([&](db::Tx& tx) { return shop::expire_pending(tx, clock.now()); });
  anna.sees("Status: expired");
  EXPECT_TRUE(now_of(anna, unpaid).keyboard.empty()) << anna.chat().transcript();
}

TEST_P(ManualDeposits, AMessageThatShowsAnotherThingIsLeftAlone) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto shown = anna.sees("We're checking your payment of 100 PLN");
  anna.says("/help");
  anna.sees("/wallet");
  anna.presses_in(shown, "Back");
  EXPECT_EQ(anna.sees("Pick how you would like to pay").id, shown.id);
  const auto for_boris = boris.sees("BLIK: 100 PLN");
  boris.presses("All pending");
  EXPECT_EQ(boris.sees("Waiting for you:").id, for_boris.id);
  olga.presses("Approve");
  anna.sees("Deposit completed: +100 PLN");
  ASSERT_TRUE(outbox_is_sent());
  EXPECT_FALSE(now_of(anna, shown).keyboard.empty()) << anna.chat().transcript();
  EXPECT_EQ(anna.chat().count("Status: completed"), 0U) << anna.chat().transcript();
  EXPECT_TRUE(now_of(boris, for_boris).text().contains("Waiting for you:"));
}

TEST_P(ManualDeposits, WhoeverIsAskedForAReasonSeesThatAnotherOwnerDecided) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  boris.presses("Reject");
  const auto asked = boris.sees("Why is the deposit of 100 PLN");
  olga.presses("Approve");
  EXPECT_EQ(boris.sees("completed · approved by Olga").id, asked.id);
}

TEST_P(ManualDeposits, TheSecondDepositOfAMessageIsTheOneThatItShows) {
  auto anna = customer("Anna", 0);
  deposits(anna);
  const auto shown = anna.sees("We're checking your payment of 100 PLN");
  anna.presses("Back");
  anna.presses("BLIK");
  anna.presses("50 PLN");
  EXPECT_EQ(anna.sees("Put this reference").id, shown.id);
  olga.presses("Approve");
  anna.sees("Deposit completed: +100 PLN");
  ASSERT_TRUE(outbox_is_sent());
  EXPECT_TRUE(now_of(anna, shown).text().contains("50 PLN")) << anna.chat().transcript();
  anna.presses_in(now_of(anna, shown), "Cancel this deposit");
  anna.sees("Status: cancelled");
}

TEST_P(ManualDeposits, WaitInTheOwnersPanel) {
  auto anna = customer("Anna", 0);
  asks_for(anna, "BLIK", "200 PLN");
  transact([&](db::Tx& tx) { return shop::set_language(tx, anna.id(), "pl"); });
  anna.sends_photo(receipt());
  anna.sees("200 zł");
  ASSERT_TRUE(outbox_is_sent());
  boris.says("/admin");
  boris.presses("Deposits (1)");
  boris.sees("Waiting for you:");
  boris.presses("200 PLN");
  boris.sees("Customer: Anna");
  boris.sees_photo();
  boris.presses("Reject");
  boris.presses("The payment was not found");
  anna.sees("Nie znaleziono płatności");
  boris.sees("The payment was not found");
  boris.presses("All pending");
  boris.sees("Nothing is waiting for you.");
}

}  // namespace
}  // namespace e2e
