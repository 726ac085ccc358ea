#include "shop/reports/shop_currency.h"

#include <gtest/gtest.h>

#include "shop/deposits/coins/coin_quote.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;

class ShopCurrencyTest : public MoneyInTest {
 protected:
  std::string take(std::string_view currency) {
    return transact([=](db::Tx& tx) { return take_currency(tx, currency); });
  }
  void set_rate_in_euros(Money price) {
    transact([&](db::Tx& tx) {
      save_rate(tx, {.coin = Coin::btc,
                     .price = price,
                     .currency = "EUR",
                     .source = "a test",
                     .read_at = now});
      return true;
    });
  }
  // How many satoshis Bob is asked for, for an hour.
  std::int64_t asked_for(Money amount) {
    return transact([&](db::Tx& tx) {
      const auto given = open_address(tx, kBob, Coin::btc, {"", address_at}, now);
      return quote(tx, given, amount, fresh_rate(tx, Coin::btc, now).value(),
                   now + std::chrono::hours(1))
          .amount_sat;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, ShopCurrencyTest, support::kBothEngines, support::engine_name);

TEST_P(ShopCurrencyTest, IsWhatTheFirstProgramSays) {
  EXPECT_EQ(read([](db::Tx& tx) { return shop_currency(tx); }), std::nullopt);
  EXPECT_EQ(take("PLN"), "PLN");
  EXPECT_EQ(take("PLN"), "PLN");
  EXPECT_EQ(read([](db::Tx& tx) { return shop_currency(tx); }), "PLN");
}

// A quote in zlotys must not be honoured in euros, nor a rate used.
TEST_P(ShopCurrencyTest, OfAnEmptyShopMayChangeAndItsRatesAreOfNoUseThen) {
  take("PLN");
  set_rate(Money::units(200'000));
  EXPECT_EQ(asked_for(Money::units(100)), 50'000);
  EXPECT_EQ(take("EUR"), "EUR");
  mine({payment(kBob, "tx", 50'000)});
  EXPECT_EQ(deposit("tx").status, DepositStatus::pending);
  EXPECT_EQ(deposit("tx").chain().rate, std::nullopt);
  settle();
  EXPECT_EQ(balance(kBob), Money());

  set_rate_in_euros(Money::units(47'000));
  settle();
  EXPECT_EQ(balance(kBob), Money::hundredths(2'350));
  EXPECT_EQ(deposit("tx").chain().rate, Money::units(47'000));
}

TEST_P(ShopCurrencyTest, IsThatOfEveryRateByWhichAPaymentIsCredited) {
  take("PLN");
  set_rate_in_euros(Money::units(47'000));
  mine({payment(kBob, "tx", 50'000)});
  EXPECT_EQ(deposit("tx").status, DepositStatus::pending);
  EXPECT_EQ(balance(kBob), Money());
  set_rate(Money::units(200'000));
  set_rate_in_euros(Money::units(48'000));
  settle();
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(ShopCurrencyTest, IsThatOfEveryQuoteWhichIsHonoured) {
  take("EUR");
  set_rate_in_euros(Money::units(400'000));
  EXPECT_EQ(asked_for(Money::units(200)), 50'000);
  take("PLN");
  set_rate(Money::units(200'000));
  mine({payment(kBob, "tx", 50'000)});
  EXPECT_EQ(balance(kBob), Money::units(100));
}

// It is credited by its first rate when it is mined after all.
TEST_P(ShopCurrencyTest, StaysWhileAReplacedDepositMayComeBack) {
  take("PLN");
  set_rate(Money::units(200'000));
  wait({payment(kBob, "tx", 50'000)});
  replace("tx");
  EXPECT_EQ(take("EUR"), "PLN");
}

TEST_P(ShopCurrencyTest, StaysWhileThereAreProducts) {
  take("PLN");
  stock();
  EXPECT_EQ(take("EUR"), "PLN");
}

TEST_P(ShopCurrencyTest, StaysWhileADepositIsPending) {
  take("PLN");
  set_rate(Money::units(200'000));
  wait({payment(kBob, "tx", 50'000)});
  EXPECT_EQ(take("EUR"), "PLN");
  EXPECT_EQ(count("exchange_rates"), 1);
}

TEST_P(ShopCurrencyTest, StaysOnceMoneyHasMoved) {
  take("PLN");
  set_rate(Money::units(200'000));
  mine({payment(kBob, "tx", 50'000)});
  EXPECT_EQ(take("EUR"), "PLN");
  EXPECT_EQ(take("PLN"), "PLN");
}

}  // namespace
}  // namespace shop
