#include "shop/deposits/coins/exchange_rate.h"

#include <gmock/gmock.h>

#include "shop/reports/shop_currency.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::minutes;

class ExchangeRateTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    sell_in("PLN");
  }
  void sell_in(std::string_view currency) {
    transact([=](db::Tx& tx) { return take_currency(tx, currency); });
  }
  void save(Money price, base::Timestamp read_at, Coin coin = Coin::btc,
            std::string_view currency = "PLN") {
    transact([&](db::Tx& tx) {
      save_rate(tx, {.coin = coin,
                     .price = price,
                     .currency = std::string(currency),
                     .source = "median",
                     .read_at = read_at});
      return true;
    });
  }
  std::optional<ExchangeRate> latest(Coin coin = Coin::btc) {
    return read([=](db::Tx& tx) { return latest_rate(tx, coin); });
  }
  std::optional<ExchangeRate> fresh(base::Timestamp now) {
    return read([=](db::Tx& tx) { return fresh_rate(tx, Coin::btc, now); });
  }
};
INSTANTIATE_TEST_SUITE_P(, ExchangeRateTest, support::kBothEngines, support::engine_name);

TEST_P(ExchangeRateTest, IsTheNewestOfItsCoin) {
  EXPECT_FALSE(latest());
  save(Money::units(200'000), kNow);
  save(Money::units(210'000), kNow + minutes(10));
  save(Money::units(190'000), kNow - minutes(10));
  save(Money::units(400), kNow + minutes(20), Coin::ltc);
  ASSERT_TRUE(latest());
  EXPECT_EQ(latest()->price, Money::units(210'000));
  EXPECT_EQ(latest()->source, "median");
  EXPECT_EQ(latest()->read_at, kNow + minutes(10));
  EXPECT_EQ(latest(Coin::ltc)->price, Money::units(400));
}

TEST_P(ExchangeRateTest, IsOfTheShopsCurrency) {
  save(Money::units(47'000), kNow, Coin::btc, "EUR");
  save(Money::units(54'000), kNow + minutes(10), Coin::btc, "USD");
  EXPECT_FALSE(latest());
  EXPECT_FALSE(fresh(kNow));
  save(Money::units(200'000), kNow);
  EXPECT_EQ(latest()->price, Money::units(200'000));
  EXPECT_EQ(latest()->currency, "PLN");
  sell_in("EUR");
  EXPECT_EQ(latest()->price, Money::units(47'000));
  EXPECT_EQ(latest()->currency, "EUR");
}

TEST_P(ExchangeRateTest, IsNoneUntilTheShopHasACurrency) {
  save(Money::units(200'000), kNow);
  execute("DELETE FROM shop_currency");
  EXPECT_FALSE(latest());
}

TEST_P(ExchangeRateTest, IsFreshForAnHour) {
  save(Money::units(200'000), kNow);
  EXPECT_TRUE(fresh(kNow + minutes(60)));
  EXPECT_FALSE(fresh(kNow + minutes(60) + kMoment));
}

TEST_P(ExchangeRateTest, ReadTwiceAtOnceIsTheSecond) {
  save(Money::units(200'000), kNow);
  save(Money::units(210'000), kNow);
  EXPECT_EQ(latest()->price, Money::units(210'000));
  EXPECT_EQ(count("exchange_rates"), 1);
}

TEST_P(ExchangeRateTest, OldOnesAreDeletedButForTheNewest) {
  for (int i = 0; i < 5; ++i) {
    save(Money::units(200'000), kNow + minutes(i));
  }
  save(Money::units(400), kNow, Coin::ltc);
  EXPECT_EQ(transact([](db::Tx& tx) { return prune_rates(tx, kNow + minutes(3)); }), 3);
  EXPECT_EQ(transact([](db::Tx& tx) { return prune_rates(tx, kNow + minutes(30)); }), 1);
  EXPECT_TRUE(latest());
  EXPECT_TRUE(latest(Coin::ltc));
}

TEST_P(ExchangeRateTest, OfOneCurrencyOutlivesThoseOfAnother) {
  save(Money::units(200'000), kNow);
  save(Money::units(47'000), kNow + minutes(5), Coin::btc, "EUR");
  EXPECT_EQ(transact([](db::Tx& tx) { return prune_rates(tx, kNow + minutes(30)); }), 0);
  EXPECT_TRUE(latest());
}

}  // namespace
}  // namespace shop
