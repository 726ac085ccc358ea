// The customers' screens about deposits: text and buttons in both languages.
#include "bot/customer/wallet/deposit_screens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/coin_deposit_screens.h"
#include "bot/customer/wallet/wallet_screens.h"
#include "bot/testing/conversation.h"
#include "bot/testing/sample_deposits.h"

namespace bot::customer {
namespace {

using shop::DepositMethod;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> row(const Screen& screen, std::size_t index) {
  std::vector<std::string> labels;
  for (const Button& button : screen.rows.at(index)) {
    labels.push_back(button.label);
  }
  return labels;
}

class DepositScreens : public SampleDeposits {
 protected:
  static DepositSettings settings() {
    DepositSettings settings;
    settings.coins[base::Coin::btc] = {.key = {}, .confirmations = {{units(0), 1}}};
    settings.coins[base::Coin::ltc] = {.key = {},
                                       .confirmations = {{units(0), 6}, {units(2000), 12}}};
    settings.instructions[DepositMethod::blik] = "BLIK to 600 100 200";
    settings.instructions[DepositMethod::bank] = "To PL61 1090 1014";
    settings.stars_per_unit = 5;
    settings.min = units(5);
    settings.max = units(5000);
    return settings;
  }
  static shop::CryptoAddress address(base::Coin coin) {
    shop::CryptoAddress address;
    address.currency = coin;
    address.address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    return address;
  }
};

// Contract, section 4.
TEST_F(DepositScreens, OffersTheMethodsThatAreOn) {
  ShopSettings shop_settings;
  shop_settings.deposits = settings();
  const Screen all = deposit_screen(english.texts, shop_settings, 1001);
  EXPECT_THAT(row(all, 0), ElementsAre("Bitcoin", "Litecoin"));
  EXPECT_THAT(row(all, 1), ElementsAre("BLIK", "Bank transfer"));
  EXPECT_THAT(row(all, 2), ElementsAre("Telegram Stars"));
  shop_settings.deposits.coins.clear();
  shop_settings.deposits.instructions.erase(DepositMethod::bank);
  shop_settings.deposits.stars_per_unit = std::nullopt;
  EXPECT_THAT(row(deposit_screen(english.texts, shop_settings, 1001), 0), ElementsAre("BLIK"));
}

TEST_F(DepositScreens, AsksForAnAmountWithinTheLimits) {
  const Screen screen = ask_amount_screen(english, settings(), DepositMethod::blik);
  EXPECT_THAT(screen.text, HasSubstr("from 5 PLN to 5000 PLN"));
  EXPECT_THAT(row(screen, 0), ElementsAre("20 PLN", "50 PLN", "100 PLN"));
  EXPECT_EQ(screen.rows[0][2].callback_data,
            encode_callback(PickAmount{DepositMethod::blik, units(100)}));
  auto narrow = settings();
  narrow.min = units(60);
  narrow.max = units(150);
  EXPECT_THAT(row(ask_amount_screen(english, narrow, DepositMethod::blik), 0),
              ElementsAre("100 PLN"));
  EXPECT_THAT(bad_amount_screen(english, settings(), DepositMethod::blik, "<b>10 zł</b>").text,
              HasSubstr("“&lt;b&gt;10 zł&lt;/b&gt;” isn't an amount"));
}

TEST_F(DepositScreens, InstructsWithAReference) {
  const Screen blik = instructions_screen(english, settings(), manual());
  EXPECT_THAT(blik.text, HasSubstr("BLIK to 600 100 200"));
  EXPECT_THAT(blik.text, HasSubstr("<code>KR-7F3K2Q</code>"));
  EXPECT_EQ(blik.rows[0][0], copy_button("Copy reference", "KR-7F3K2Q"));
  EXPECT_EQ(blik.rows[0][1], copy_button("Copy amount", "100"));
  EXPECT_EQ(blik.rows[1][0], styled(button("I have paid", SubmitDeposit{5}), ButtonStyle::success));
  EXPECT_EQ(blik.rows[2][0],
            styled(button("Cancel this deposit", WithdrawDepositRequest{5}), ButtonStyle::danger));
  auto by_bank = manual();
  by_bank.method = DepositMethod::bank;
  EXPECT_THAT(instructions_screen(polish, settings(), by_bank).text,
              HasSubstr("To PL61 1090 1014"));
}

TEST_F(DepositScreens, EveryRefusalHasANextStep) {
  using enum shop::RequestRefusal;
  const auto refused = [&](shop::RequestRefusal why) {
    return request_refused_screen(english, settings(), why);
  };
  EXPECT_THAT(refused(too_small).text, HasSubstr("the smallest deposit is 5 PLN"));
  EXPECT_THAT(refused(too_large).text, HasSubstr("the largest deposit is 5000 PLN"));
  EXPECT_THAT(refused(too_many_pending).text,
              HasSubstr("You already have 3 deposits under review"));
  EXPECT_THAT(row(refused(too_many_pending), 0), ElementsAre("My deposits"));
  EXPECT_THAT(refused(too_many_in_vain).text, HasSubstr("try again in an hour"));
  for (const auto why :
       {unknown_customer, banned, too_small, too_large, too_many_pending, too_many_in_vain}) {
    EXPECT_THAT(row(refused(why), refused(why).rows.size() - 1), ElementsAre("Back", "Menu"));
    expect_sendable(refused(why));
    expect_sendable(request_refused_screen(polish, settings(), why));
  }
}

TEST_F(DepositScreens, ACoinsAddressComesWithRateAndConfirmations) {
  shop::ExchangeRate rate;
  rate.coin = base::Coin::ltc;
  rate.price = units(400);
  rate.read_at = now - std::chrono::minutes(3);
  const auto ltc = address(base::Coin::ltc);
  const auto with_rate = coin_address_screen(english, settings(), ltc, rate, now).text;
  EXPECT_THAT(with_rate, HasSubstr("Rate: 1 LTC = 400 PLN, 3 minutes ago"));
  EXPECT_THAT(with_rate, HasSubstr("Confirmations needed: 6, from 2000 PLN: 12"));
  EXPECT_THAT(with_rate, HasSubstr("<code>" + ltc.address + "</code>"));
  EXPECT_THAT(coin_address_screen(english, settings(), ltc, std::nullopt, now).text,
              HasSubstr("There is no exchange rate at the moment"));
}

TEST_F(DepositScreens, ADepositShowsItsConfirmationsUntilItHasThem) {
  auto deposit = coins();
  EXPECT_THAT(one_deposit_screen(english, deposit, 1).text, HasSubstr("1/3"));
  deposit.status = shop::DepositStatus::completed;
  EXPECT_THAT(one_deposit_screen(english, deposit, 3).text, Not(HasSubstr("3/3")));
}

// Telegram takes all of them, whatever the owner or the customer wrote.
TEST_F(DepositScreens, AreSendable) {
  const std::string hostile(10'000, '<');
  auto rude = settings();
  for (auto& [method, text] : rude.instructions) {
    text = hostile;
  }
  ShopSettings shop_settings;
  shop_settings.deposits = rude;
  for (const Wording& wording : wordings_of(every)) {
    expect_sendable(deposit_screen(wording.texts, shop_settings, 1));
    expect_sendable(method_off_screen(wording.texts));
    expect_sendable(star_screen(wording, units(100), 500));
    for (const auto& deposit : every_kind()) {
      auto named = deposit;
      set_reason(named, hostile);
      expect_sendable(ask_amount_screen(wording, rude, named.method));
      expect_sendable(bad_amount_screen(wording, rude, named.method, hostile));
      expect_sendable(instructions_screen(wording, rude, named));
      expect_sendable(submitted_screen(wording, named));
      expect_sendable(no_picture_screen(wording, named));
      expect_sendable(one_deposit_screen(wording, named, 1));
      expect_sendable(
          deposits_screen(wording, {std::vector<shop::Deposit>(kDepositsPerPage, named), true}, 8));
    }
    for (const auto coin : {base::Coin::btc, base::Coin::ltc}) {
      expect_sendable(coin_address_screen(wording, rude, address(coin), std::nullopt, now));
      const auto picture = coin_address_picture(wording.texts, address(coin), "Kram");
      expect_sendable({.text = picture.caption, .rows = {}});
    }
  }
  expect_sendable(deposits_screen(english, {}, 0));
}

}  // namespace
}  // namespace bot::customer
