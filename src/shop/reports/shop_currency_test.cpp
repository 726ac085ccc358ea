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
};
INSTANTIATE_TEST_SUITE_P(, ShopCurrencyTest, support::kBothEngines, support::engine_name);

TEST_P(ShopCurrencyTest, IsWhatTheFirstProgramSays) {
  EXPECT_EQ(read([](db::Tx& tx) { return shop_currency(tx); }), std::nullopt);
  EXPECT_EQ(take("PLN"), "PLN");
  EXPECT_EQ(take("PLN"), "PLN");
  EXPECT_EQ(read([](db::Tx& tx) { return shop_currency(tx); }), "PLN");
}

TEST_P(ShopCurrencyTest, OfAnEmptyShopMayChangeWithItsRates) {
  take("PLN");
  set_rate(Money::units(200'000));
  transact([&](db::Tx& tx) {
    const auto given = open_address(tx, kBob, Coin::btc, {"", address_at}, now);
    return quote(tx, given, Money::units(100), fresh_rate(tx, Coin::btc, now).value(),
                 now + std::chrono::hours(1))
               .amount_sat > 0;
  });
  EXPECT_EQ(take("EUR"), "EUR");
  EXPECT_EQ(count("exchange_rates"), 0);
  EXPECT_EQ(count("coin_quotes"), 0);
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
