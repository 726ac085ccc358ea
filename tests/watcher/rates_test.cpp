#include "chain/rates/rates.h"

#include <boost/asio/co_spawn.hpp>
#include <map>

#include <gmock/gmock.h>

#include "base/random.h"
#include "chain/testing/scripted_server.h"
#include "shop/customers/customer.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/testing/rate.h"
#include "support/on_both_engines.h"

namespace {

using base::Coin;
using base::Money;

constexpr base::Timestamp kStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
constexpr std::int64_t kOwner = 900;

class Rates : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    transact([&](db::Tx& tx) {
      shop::sell_in_zlotys(tx);
      base::SeededRandom random(1);
      shop::register_customer(tx, {.id = kOwner, .first_name = "Olga"}, random, clock_.now());
      return true;
    });
    rates_ =
        chain::Rates::make(loop_.context().get_executor(), http_, database(), clock_, logger_,
                           {.coins = {Coin::btc, Coin::ltc},
                            .currency = "PLN",
                            .urls = {server_.url() + "/simple/price", server_.url() + "/v2/prices"},
                            .owner_ids = {kOwner}})
            .value();
  }
  void TearDown() override {
    rates_.reset();
    OnBothEngines::TearDown();
  }

  // Sets the price of a bitcoin at CoinGecko and Coinbase; a litecoin costs a thousandth. Zero: no
  // answer.
  void set_prices(int coingecko, int coinbase) {
    server_.set([=](const net::ServerRequest& request) {
      const auto number = [](int price) { return std::to_string(price) + "." + "000"; };
      if (request.path == "/simple/price" && coingecko > 0) {
        return net::json_response(200, R"({"bitcoin":{"pln":)" + number(coingecko) +
                                           R"(},"litecoin":{"pln":)" + number(coingecko / 1'000) +
                                           "}}");
      }
      const bool is_btc = request.path == "/v2/prices/BTC-PLN/spot";
      return coinbase == 0 || !request.path.starts_with("/v2/")
                 ? net::text_response(503, "")
                 : net::json_response(200, R"({"data":{"amount":")" +
                                               number(is_btc ? coinbase : coinbase / 1'000) +
                                               "\"}}");
    });
  }
  bool refresh() { return loop_.run(rates_->refresh()); }
  std::optional<shop::ExchangeRate> rate(Coin coin = Coin::btc) {
    return read([&](db::Tx& tx) { return shop::latest_rate(tx, coin); });
  }
  std::int64_t alerts() {
    return read([](db::Tx& tx) {
      return tx.one<std::int64_t>(
          "SELECT count(*) FROM outbox WHERE kind = 'alert' AND user_id = $1 "
          "AND payload LIKE '%rates_stale%'",
          kOwner);
    });
  }

  chain::testing::Loop loop_;
  chain::testing::ScriptedServer server_{loop_,
                                         [](const auto&) { return net::text_response(503, ""); }};
  net::HttpClient http_{loop_.context().get_executor()};
  base::ManualClock clock_{kStart};
  base::Logger logger_;
  std::unique_ptr<chain::Rates> rates_;
};

INSTANTIATE_TEST_SUITE_P(, Rates, support::kBothEngines, support::engine_name);

TEST_P(Rates, KeepsWhatTheSourcesAgreeOn) {
  set_prices(350'000, 352'000);
  EXPECT_TRUE(refresh());
  EXPECT_EQ(rate()->price, Money::units(351'000));
  EXPECT_EQ(rate()->source, "median of CoinGecko, Coinbase");
  EXPECT_EQ(rate()->read_at, kStart);
  EXPECT_EQ(rate(Coin::ltc)->price, Money::units(351));
}

TEST_P(Rates, KeepsTheLastRateWhenNobodyAnswersAndTellsTheOwnerOnce) {
  set_prices(350'000, 350'000);
  EXPECT_TRUE(refresh());
  set_prices(0, 0);
  for (int round = 0; round < 10; ++round) {
    clock_.advance(std::chrono::minutes(10));
    EXPECT_FALSE(refresh());
  }
  EXPECT_EQ(rate()->price, Money::units(350'000));
  EXPECT_EQ(rate()->read_at, kStart);
  EXPECT_EQ(alerts(), 2) << "one for each coin";
  EXPECT_EQ(read([&](db::Tx& tx) { return shop::fresh_rate(tx, Coin::btc, clock_.now()); }),
            std::nullopt);

  set_prices(351'000, 0);
  EXPECT_TRUE(refresh());
  EXPECT_EQ(rate()->price, Money::units(351'000));
  EXPECT_EQ(rate()->source, "CoinGecko");
}

TEST_P(Rates, BelievesAJumpOnlyFromTwo) {
  set_prices(350'000, 350'000);
  EXPECT_TRUE(refresh());
  clock_.advance(std::chrono::minutes(10));
  set_prices(3'500, 0);
  EXPECT_FALSE(refresh());
  EXPECT_EQ(rate()->price, Money::units(350'000));
  set_prices(3'500, 350'000);
  EXPECT_TRUE(refresh());
  EXPECT_EQ(rate()->price, Money::units(350'000));
  set_prices(200'000, 201'000);
  EXPECT_TRUE(refresh());
  EXPECT_EQ(rate()->price, Money::units(200'500));
}

// As when the shop's currency changed after the program began.
TEST_P(Rates, AreComparedWithThoseOfTheirCurrency) {
  transact([&](db::Tx& tx) {
    shop::save_rate(tx, {.coin = Coin::btc,
                         .price = Money::units(47'000),
                         .currency = "EUR",
                         .source = "a test",
                         .read_at = clock_.now()});
    return tx.execute("UPDATE shop_currency SET currency = 'EUR'");
  });
  clock_.advance(std::chrono::minutes(10));
  set_prices(350'000, 0);
  EXPECT_TRUE(refresh()) << "no jump";
  EXPECT_EQ(rate()->price, Money::units(47'000));
  transact([](db::Tx& tx) { return tx.execute("UPDATE shop_currency SET currency = 'PLN'"); });
  EXPECT_EQ(rate()->price, Money::units(350'000));
}

TEST_P(Rates, EndsWhileItWaitsForAnAnswer) {
  server_.set([](const auto&) { return std::nullopt; });
  bool has_ended = false;
  boost::asio::co_spawn(loop_.context(), rates_->run(), [&](std::exception_ptr thrown) {
    EXPECT_EQ(thrown, nullptr);
    has_ended = true;
  });
  while (server_.seen().empty()) {
    loop_.context().restart();
    loop_.context().run_one();
  }
  rates_->stop();
  while (!has_ended) {
    loop_.context().restart();
    loop_.context().run_one();
  }
}

}  // namespace
