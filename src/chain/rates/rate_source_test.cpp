#include "chain/rates/rate_source.h"

#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace {

using base::Coin;
using base::Money;
using chain::Prices;
using chain::testing::Loop;
using chain::testing::ScriptedServer;
using testing::HasSubstr;

// Answers as the sources do, recorded and shortened.
const std::map<std::string, std::string> kPages{
    {"/api/v3/simple/price", R"({"bitcoin":{"pln":351234.5},"litecoin":{"pln":312.777}})"},
    {"/v2/prices/BTC-PLN/spot",
     R"({"data":{"amount":"351000.125","base":"BTC","currency":"PLN"}})"},
    {"/v2/prices/LTC-PLN/spot", R"({"data":{"amount":"312.5","base":"LTC","currency":"PLN"}})"},
    {"/0/public/Ticker",
     R"({"error":[],"result":{"XXBTZEUR":{"a":["82650.10000","1","1.000"],)"
     R"("c":["82650.00000","0.00500000"]},"XLTCZEUR":{"c":["73.51000","1.2"]}}})"},
    {"/api/exchangerates/rates/a/eur/",
     R"({"table":"A","currency":"euro","code":"EUR","rates":[{"no":"1/A/NBP/2026",)"
     R"("effectiveDate":"2026-01-02","mid":4.2501}]})"},
    {"/v1/latest", R"({"amount":1.0,"base":"EUR","date":"2026-01-02","rates":{"CZK":24.5}})"}};

class RateSource : public testing::Test {
 protected:
  void answer(std::map<std::string, std::string> pages) {
    server_.set([pages = std::move(pages)](const net::ServerRequest& request) {
      const auto page = pages.find(request.path);
      return page == pages.end() ? net::text_response(404, "")
                                 : net::json_response(200, page->second);
    });
  }
  base::Result<Prices> read(const std::string& path, const std::string& currency = "PLN") {
    const std::vector<std::string> urls{server_.url() + path,
                                        server_.url() + "/api/exchangerates/rates",
                                        server_.url() + "/v1/latest"};
    const auto sources = chain::rate_sources(urls, currency);
    return loop_.run(
        chain::read_prices(http_, sources.value().at(0), {Coin::btc, Coin::ltc}, currency));
  }

  Loop loop_;
  ScriptedServer server_{loop_, [](const auto&) { return net::text_response(500, ""); }};
  net::HttpClient http_{loop_.context().get_executor()};
};

Prices prices(std::int64_t btc_hundredths, std::int64_t ltc_hundredths) {
  return {{Coin::btc, Money::hundredths(btc_hundredths)},
          {Coin::ltc, Money::hundredths(ltc_hundredths)}};
}

TEST_F(RateSource, ReadsCoinGecko) {
  answer(kPages);
  EXPECT_EQ(read("/api/v3/simple/price?x_cg_demo_api_key=k"), prices(35'123'450, 31'278));
  const auto& query = server_.seen().at(0).query;
  EXPECT_EQ(query.find("ids"), "bitcoin,litecoin");
  EXPECT_EQ(query.find("vs_currencies"), "pln");
  EXPECT_EQ(query.find("x_cg_demo_api_key"), "k");
}

TEST_F(RateSource, ReadsCoinbase) {
  answer(kPages);
  EXPECT_EQ(read("/v2/prices/"), prices(35'100'013, 31'250));
}

TEST_F(RateSource, ReadsKrakenThroughTheEuro) {
  answer(kPages);
  EXPECT_EQ(read("/0/public/Ticker"), prices(35'127'077, 31'242));
  EXPECT_EQ(read("/0/public/Ticker", "CZK"), prices(202'492'500, 180'100));
  EXPECT_EQ(read("/0/public/Ticker", "EUR"), prices(8'265'000, 7'351));
  EXPECT_EQ(server_.seen().back().query.find("pair"), "XBTEUR,LTCEUR");
}

TEST_F(RateSource, ReadsEveryFormOfAJsonNumber) {
  for (const auto* number : {"4e2", "4.0E+2", "400.00", "40000e-2", "\"400\"", "\"4e2\""}) {
    auto pages = kPages;
    pages["/simple/price"] =
        fmt::format(R"({{"bitcoin":{{"pln":{0}}},"litecoin":{{"pln":{0}}}}})", number);
    for (const auto* coin : {"BTC", "LTC"}) {
      pages[fmt::format("/v2/prices/{}-PLN/spot", coin)] =
          fmt::format(R"({{"data":{{"amount":{}}}}})", number);
    }
    pages["/0/public/Ticker"] = fmt::format(
        R"({{"result":{{"XXBTZEUR":{{"c":[{0}]}},"XLTCZEUR":{{"c":[{0}]}}}}}})", number);
    pages["/api/exchangerates/rates/a/eur/"] = R"({"rates":[{"mid":42501E-4}]})";
    answer(pages);
    EXPECT_EQ(read("/simple/price"), prices(40'000, 40'000)) << number;
    EXPECT_EQ(read("/v2/prices"), prices(40'000, 40'000)) << number;
    EXPECT_EQ(read("/0/public/Ticker"), prices(170'004, 170'004)) << number;
  }
}

TEST_F(RateSource, LeavesOutACoinThatIsNotThere) {
  answer({{"/simple/price", R"({"bitcoin":{"pln":5},"litecoin":{}})"}});
  EXPECT_EQ(read("/simple/price"), (Prices{{Coin::btc, Money::units(5)}}));
}

TEST_F(RateSource, SaysWhatIsWrong) {
  answer({});
  EXPECT_THAT(read("/simple/price").error().message, HasSubstr("CoinGecko"));
  EXPECT_THAT(read("/v2/prices").error().message, HasSubstr("HTTP 404"));
  for (const auto* page :
       {"<html></html>", "", "[]", "{}", R"({"bitcoin":{"pln":-5}})", R"({"bitcoin":{"pln":0}})",
        R"({"bitcoin":{"pln":1e99}})", R"({"bitcoin":{"pln":1e999999999}})",
        R"({"bitcoin":{"pln":null}})", R"({"bitcoin":[[]]})"}) {
    answer({{"/simple/price", page}});
    const auto refused = read("/simple/price");
    ASSERT_FALSE(refused) << page;
    EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid) << page;
  }
  auto pages = kPages;
  pages["/api/exchangerates/rates/a/eur/"] = R"({"rates":[]})";
  answer(pages);
  EXPECT_THAT(read("/0/public/Ticker").error().message, HasSubstr("NBP"));
}

TEST(RateSources, AreThreeOfDifferentKindsByDefault) {
  const auto sources = chain::rate_sources({}, "PLN");
  ASSERT_TRUE(sources);
  ASSERT_EQ(sources->size(), 3U);
  EXPECT_EQ(sources->at(0).name(), "CoinGecko");
  EXPECT_EQ(sources->at(1).name(), "Coinbase");
  EXPECT_EQ(sources->at(2).name(), "Kraken");
  EXPECT_EQ(sources->at(2).change->form, chain::RateForm::nbp);
  EXPECT_EQ(chain::rate_sources({}, "CZK")->at(2).change->form, chain::RateForm::frankfurter);
}

TEST(RateSources, RefusesOtherUrls) {
  const auto refused = chain::rate_sources(std::vector<std::string>{"https://a.example"}, "PLN");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("RATES_URL"));
  EXPECT_FALSE(chain::rate_sources(
      std::vector<std::string>{"https://api.nbp.pl/api/exchangerates/rates"}, "PLN"));
}

}  // namespace
