// A customer with 25.75 PLN buys what costs 35: one payment, and no way back through menus.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/shop/callbacks.h"
#include "bot/testing/conversation.h"
#include "bot/testing/qr_reader.h"
#include "shop/checkout/settlement.h"
#include "shop/customers/customer.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/sales/order.h"
#include "shop/testing/bans.h"
#include "shop/testing/rate.h"

namespace bot::customer {
namespace {

using base::Money;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class PayAndBuyTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.deposits = {.coins = {{base::Coin::btc, coin("bc1")}, {base::Coin::ltc, coin("ltc1")}},
                         .instructions = {{shop::DepositMethod::blik, "BLIK to 600 100 200"}},
                         .stars_per_unit = 50,
                         .min = Money::units(5),
                         .max = Money::units(10'000),
                         .commission = {}};
    auto product = voucher();
    product.base_price = Money::units(35);
    unit_ = stock(product);
    transact([&](db::Tx& tx) {
      shop::set_rate(tx, base::Coin::btc, Money::units(200'000), clock.now());
      shop::start_chain_at(tx, base::Coin::btc, {100, "hash-100"});
      return true;
    });
    for (const auto who : {kCustomer, kPolishCustomer}) {
      say(who, "/start");
      give_money(who, Money::hundredths(2575));
    }
  }
  static CoinDeposits coin(const std::string& prefix) {
    return {.key = {"", [prefix](std::uint32_t index) { return prefix + std::to_string(index); }},
            .confirmations = {{Money(), 1}}};
  }
  // From the shop to the ways to pay what is missing.
  void start_to_pay(std::int64_t who, std::string_view pay) {
    walk_to_product(who, "35 PLN · Book voucher");
    press(who, "Buy");
    press(who, pay);
  }
  // As the program does.
  void settle() {
    const auto due = read([&](db::Tx& tx) { return shop::due_checkouts(tx, {}, clock.now()); });
    for (const auto id : due) {
      transact([&](db::Tx& tx) { return shop::settle_checkout(tx, id, {}, clock.now()); });
    }
  }
  std::size_t orders_of(std::int64_t who) {
    return read([&](db::Tx& tx) { return shop::orders_of(tx, who, {}); }).items.size();
  }
  shop::Deposit newest_deposit(std::int64_t who) {
    return read([&](db::Tx& tx) { return shop::deposits_of(tx, who, {}); }).items.at(0);
  }

  std::int64_t unit_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, PayAndBuyTest, support::kBothEngines, support::engine_name);

TEST_P(PayAndBuyTest, ByBlik) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  press(kCustomer, "BLIK");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("9.25 PLN"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("as soon as this payment is in"));
  press(kCustomer, "I have paid");
  settle();
  transact([&](db::Tx& tx) {
    return shop::approve_deposit(
               tx, newest_deposit(kCustomer).id,
               shop::permit<shop::Act::approve_deposit>(shop::Actor::owner(kOwner)).value(), {},
               clock.now())
        .has_value();
  });
  settle();
  EXPECT_EQ(orders_of(kCustomer), 1U);
  EXPECT_EQ(balance(kCustomer), "0.00");
}

TEST_P(PayAndBuyTest, ByBitcoin) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  const auto reply = press(kCustomer, "Bitcoin");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<code>0.00004625</code> BTC"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<code>bc10</code>"));
  ASSERT_THAT(reply.pictures, SizeIs(1));
  EXPECT_EQ(read_qr(reply.pictures[0].png), "bitcoin:bc10?amount=0.00004625&label=kram_test_bot");
  const std::vector<shop::CoinPayment> paid{
      {.txid = "a", .output = 0, .amount_sat = 4'625, .address = "bc10"}};
  transact([&](db::Tx& tx) {
    return shop::apply_block(tx, base::Coin::btc, {101, "hash-101"}, paid, {}, clock.now());
  });
  settle();
  EXPECT_EQ(orders_of(kCustomer), 1U);
  EXPECT_EQ(balance(kCustomer), "0.00");
}

TEST_P(PayAndBuyTest, ByLitecoin) {
  transact([&](db::Tx& tx) {
    shop::set_rate(tx, base::Coin::ltc, Money::units(400), clock.now());
    shop::start_chain_at(tx, base::Coin::ltc, {100, "hash-100"});
    return true;
  });
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  const auto reply = press(kCustomer, "Litecoin");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<code>0.023125</code> LTC"));
  ASSERT_THAT(reply.pictures, SizeIs(1));
  EXPECT_EQ(read_qr(reply.pictures[0].png), "litecoin:ltc10?amount=0.023125&label=kram_test_bot");
  const std::vector<shop::CoinPayment> paid{
      {.txid = "a", .output = 0, .amount_sat = 2'312'500, .address = "ltc10"}};
  transact([&](db::Tx& tx) {
    return shop::apply_block(tx, base::Coin::ltc, {101, "hash-101"}, paid, {}, clock.now());
  });
  settle();
  EXPECT_EQ(orders_of(kCustomer), 1U);
  EXPECT_EQ(balance(kCustomer), "0.00");
}

TEST_P(PayAndBuyTest, ByStarsInPolish) {
  walk_to_product(kPolishCustomer, "35 zł · Book voucher");
  press(kPolishCustomer, "Kup");
  press(kPolishCustomer, "Zapłać 9,25 zł i kup");
  const auto reply = press(kPolishCustomer, "Gwiazdki Telegrama");
  ASSERT_TRUE(reply.invoice);
  EXPECT_EQ(reply.invoice->stars, 463);
  pay(kPolishCustomer, *reply.invoice);
  settle();
  EXPECT_EQ(orders_of(kPolishCustomer), 1U);
}

TEST_P(PayAndBuyTest, OnlyWhatTakesTheAmountIsOffered) {
  settings.deposits.max = Money::units(9);
  settings.deposits.coins.erase(base::Coin::btc);
  settings.deposits.stars_per_unit.reset();
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("cannot be paid")) << "Litecoin has no rate";
  EXPECT_TRUE(has_button(kCustomer, "Back"));
}

TEST_P(PayAndBuyTest, TheOnlyMethodIsNotAskedFor) {
  settings.deposits.coins.clear();
  settings.deposits.stars_per_unit.reset();
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  EXPECT_TRUE(has_button(kCustomer, "I have paid"));
}

TEST_P(PayAndBuyTest, NothingIsAskedForASecondTimeWhileThePaymentIsOnItsWay) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  press(kCustomer, "BLIK");
  press(kCustomer, "I have paid");
  settle();
  say(kCustomer, "/shop");
  press(kCustomer, "My reservations");
  press_data(kCustomer, encode_callback(ShowReservation{unit_}));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("on its way"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Reserved for you until 2026-11-25 08:00"));
  EXPECT_FALSE(has_button(kCustomer, "Pay 9.25 PLN and buy"));
  press_data(kCustomer,
             encode_callback(PayForUnit{unit_, shop::DepositMethod::blik, Money::units(35)}));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("on its way")) << "an old button";
}

TEST_P(PayAndBuyTest, ByBitcoinInPolish) {
  walk_to_product(kPolishCustomer, "35 zł · Book voucher");
  press(kPolishCustomer, "Kup");
  press(kPolishCustomer, "Zapłać 9,25 zł i kup");
  press(kPolishCustomer, "Bitcoin");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("<code>0.00004625</code> BTC"));
  EXPECT_TRUE(has_button(kPolishCustomer, "Kopiuj adres"));
  EXPECT_TRUE(has_button(kPolishCustomer, "Kopiuj kwotę"));
}

TEST_P(PayAndBuyTest, ASecondPressShowsTheSameRequest) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  press(kCustomer, "BLIK");
  press(kCustomer, "Back");
  press(kCustomer, "Pay 9.25 PLN and buy");
  press(kCustomer, "BLIK");
  EXPECT_THAT(read([&](db::Tx& tx) { return shop::deposits_of(tx, kCustomer, {}); }).items,
              SizeIs(1));
}

TEST_P(PayAndBuyTest, AnOldButtonAfterTheReservationOffersToReserveAgain) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  clock.advance(std::chrono::minutes(15));
  press(kCustomer, "BLIK");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("has ended"));
  EXPECT_TRUE(has_button(kCustomer, "Buy"));
  EXPECT_THAT(read([&](db::Tx& tx) { return shop::deposits_of(tx, kCustomer, {}); }).items,
              IsEmpty());
}

TEST_P(PayAndBuyTest, APriceThatRoseMeanwhileIsShownBeforeItIsPaid) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  transact([&](db::Tx& tx) {
    return tx.execute("UPDATE products SET base_price = $1", Money::units(36));
  });
  press(kCustomer, "BLIK");
  EXPECT_TRUE(has_button(kCustomer, "Pay 10.25 PLN and buy"));
}

TEST_P(PayAndBuyTest, ABannedCustomerIsAskedForNothing) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  transact([&](db::Tx& tx) { return shop::set_banned(tx, kCustomer, true); });
  press(kCustomer, "Bitcoin");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("cannot buy"));
}

TEST_P(PayAndBuyTest, WithEnoughMoneyByThenThereIsNothingToPay) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  give_money(kCustomer, 100);
  press(kCustomer, "BLIK");
  EXPECT_TRUE(has_button(kCustomer, "Confirm Purchase"));
}

TEST_P(PayAndBuyTest, OfAUnitThatOthersHoldNothingIsPaid) {
  start_to_pay(kCustomer, "Pay 9.25 PLN and buy");
  say(kOtherCustomer, "/start");
  press_data(kOtherCustomer,
             encode_callback(PayForUnit{unit_, shop::DepositMethod::blik, Money::units(35)}));
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("has ended"));
}

}  // namespace
}  // namespace bot::customer
