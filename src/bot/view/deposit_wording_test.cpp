#include "bot/view/deposit_wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/testing/sample_deposits.h"

namespace bot {
namespace {

using testing::HasSubstr;
using testing::Not;

class DepositWording : public SampleDeposits {};

TEST_F(DepositWording, WritesCoinsWithoutNeedlessZeros) {
  EXPECT_EQ(coin_amount(50'000, base::Coin::btc), "0.0005 BTC");
  EXPECT_EQ(coin_amount(1, base::Coin::ltc), "0.00000001 LTC");
  EXPECT_EQ(coin_amount(100'000'000, base::Coin::btc), "1 BTC");
  EXPECT_EQ(coin_amount(2'100'000'000'000'000, base::Coin::btc), "21000000 BTC");
}

TEST_F(DepositWording, ShowsCoinsWhileThereIsNoRate) {
  auto deposit = coins();
  EXPECT_EQ(deposit_amount(english, deposit), "100 PLN");
  deposit.amount = {};
  EXPECT_EQ(deposit_amount(english, deposit), "0.0005 BTC");
}

TEST_F(DepositWording, FillsTheBarWithConfirmations) {
  EXPECT_EQ(confirmation_bar(0, 3), "▱▱▱ 0/3");
  EXPECT_EQ(confirmation_bar(2, 3), "▰▰▱ 2/3");
  EXPECT_EQ(confirmation_bar(7, 3), "▰▰▰ 3/3");
  EXPECT_EQ(confirmation_bar(3, 6), "▰▰▰▱▱▱ 3/6");
  EXPECT_EQ(confirmation_bar(50, 100), "▰▰▰▰▰▱▱▱▱▱ 50/100");
  EXPECT_EQ(confirmation_bar(0, 0), "▱ 0/0");
}

TEST_F(DepositWording, NamesEveryMethodAndStateInBothLanguages) {
  for (const Wording& wording : wordings_of(every)) {
    for (const auto& deposit : every_kind()) {
      const auto card = deposit_card(wording, deposit, 1).text;
      EXPECT_THAT(card, HasSubstr(wording.texts.label(name_of(deposit.method))));
      EXPECT_THAT(card, HasSubstr(wording.texts.label(name_of(deposit.status))));
      EXPECT_THAT(deposit_label(wording, deposit),
                  HasSubstr(wording.money(base::Money::units(100))));
    }
  }
}

TEST_F(DepositWording, ACardTellsWhatItsCustomerMustKnow) {
  EXPECT_THAT(deposit_card(english, coins(), 1).text, HasSubstr("Transaction: <code>f00d</code>"));
  EXPECT_THAT(deposit_card(english, coins(), 1).text, HasSubstr("Confirmations: ▰▱▱ 1/3"));
  EXPECT_THAT(deposit_card(polish, manual(), 0).text, HasSubstr("<code>KR-7F3K2Q</code>"));
  auto rejected = manual();
  rejected.status = shop::DepositStatus::rejected;
  rejected.manual().reason = "No <money> came";
  rejected.manual().decided_as = "owner:1";
  EXPECT_THAT(deposit_card(english, rejected, 0).text, HasSubstr("Reason: No &lt;money&gt; came"));
  EXPECT_THAT(deposit_card(english, rejected, 0).text, Not(HasSubstr("owner:1")));
}

TEST_F(DepositWording, ASmallOneSaysThatItIsKept) {
  auto small = coins();
  small.amount = {};
  small.chain().amount_sat = 1;
  small.chain().confirmed_at = now;
  const auto card = deposit_card(english, small, 3).text;
  EXPECT_THAT(card, HasSubstr("0.00000001 BTC"));
  EXPECT_THAT(card, HasSubstr("it's kept and added to your next payments"));
  EXPECT_THAT(card, Not(HasSubstr("▰")));
  EXPECT_THAT(deposit_card(polish, small, 3).text, HasSubstr("czeka"));
}

TEST_F(DepositWording, TheUsualReasonIsReadInOnesOwnLanguage) {
  EXPECT_EQ(reason_text(english.texts, kNotFoundReason), "The payment was not found");
  EXPECT_EQ(reason_text(polish.texts, kNotFoundReason), "Nie znaleziono płatności");
  EXPECT_EQ(reason_text(polish.texts, "Too late"), "Too late");
}

}  // namespace
}  // namespace bot
