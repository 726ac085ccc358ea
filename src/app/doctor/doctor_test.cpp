#include "app/doctor/doctor.h"

#include <boost/json/parse.hpp>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/coin.h"
#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::StartsWith;

TEST(Finding, IsOneLineEvenForMultilineMessages) {
  EXPECT_EQ(app::to_line(app::right("database", "PostgreSQL answers")),
            "✓ database: PostgreSQL answers");
  EXPECT_EQ(app::to_line(app::wrong("database", "refused\n\tIs it running?\n")),
            "✗ database: refused Is it running?");
}

TEST(Doctor, ShowsTheFirstAddressesOfACoinThatIsOn) {
  EXPECT_TRUE(app::examine_coins(*app::read_settings({})).empty());
  const auto settings = app::read_settings(
      {{"BTC_XPUB",
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf3"
        "1mGDtKsAYz2oz2AGutZYs"}});
  const auto findings = app::examine_coins(*settings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].is_right);
  EXPECT_EQ(findings[0].subject, "BTC");
  EXPECT_TRUE(findings[0].text.starts_with("native segwit on network main;"));
  EXPECT_TRUE(findings[0].text.contains(
      ": bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g "));
}

// The key's coin on a network.
struct CoinChoice {
  std::string key;
  std::string code;
  std::string network;
};
const CoinChoice kTestBitcoin{
    "vpub5YvMuJNjRSYon44z9QmCfdf8SqJRVNvz6m55Qy5iVjZQxDfUgtiQjnc7CC1fAbED2tAGCZRERUfv"
    "tn2DstZGU6HMns6dXXH2wujSc2wfi2x",
    "BTC", "test"};
const CoinChoice kBitcoin{
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mG"
    "DtKsAYz2oz2AGutZYs",
    "BTC", "main"};
const CoinChoice kLitecoin{kBitcoin.key, "LTC", "main"};

std::string genesis(const CoinChoice& choice, std::size_t which = 0) {
  const auto coin = base::coin_with_code(choice.code).value();
  const auto network = choice.network == "main" ? base::Network::main : base::Network::test;
  return std::string(row_of(coin).on(network).genesis.at(which));
}

using Pages = std::map<std::string, std::string>;

const std::string kTip(64, 'a');

// An explorer that has a block at `height` and the first one.
Pages explorer_pages(const std::string& first, int height) {
  return {{"/blocks/tip/hash", kTip},
          {"/block/" + kTip, fmt::format(R"({{"id":"{}","height":{}}})", kTip, height)},
          {"/block/" + kTip + "/raw", std::string(100, 'x')},
          {"/block/" + kTip + "/header", std::string(160, '0')},
          {"/block-height/0", first},
          {"/mempool/txids", "[]"}};
}

class ExaminedBackends : public testing::Test {
 protected:
  std::vector<std::string> lines(const CoinChoice& choice, const std::string& backends) {
    const auto settings = app::read_settings({{choice.code + "_XPUB", choice.key},
                                              {choice.code + "_NETWORK", choice.network},
                                              {choice.code + "_BACKEND", backends}});
    EXPECT_TRUE(settings) << settings.error().message;
    std::vector<std::string> lines;
    for (const auto& finding : loop_.run(app::examine_backends(http_, *settings))) {
      lines.push_back(app::to_line(finding));
    }
    return lines;
  }

  chain::testing::Loop loop_;
  net::HttpClient http_{loop_.context().get_executor()};
};

// Serves pages; 404 for others.
class Explorer {
 public:
  Explorer(chain::testing::Loop& loop, Pages pages)
      : server_(loop, [pages = std::move(pages)](const net::ServerRequest& request) {
          const auto page = pages.find(request.path);
          return page == pages.end() ? net::text_response(404, "Not found")
                                     : net::text_response(200, page->second);
        }) {}

  std::string url() const { return "esplora+" + server_.url(); }
  std::string name() const { return "esplora " + server_.url().substr(7); }

 private:
  chain::testing::ScriptedServer server_;
};

// A node that allows `methods` alone.
class Node {
 public:
  Node(chain::testing::Loop& loop, std::map<std::string, std::string> methods)
      : server_(loop, [methods = std::move(methods)](const net::ServerRequest& request) {
          const auto call = boost::json::parse(request.body);
          const auto result = methods.find(std::string(call.at("method").as_string()));
          return result == methods.end()
                     ? net::text_response(403, "")
                     : net::json_response(200, R"({"result":)" + result->second + "}");
        }) {}

  std::string url() const { return "rpc+" + server_.url(); }
  std::string name() const { return "rpc " + server_.url().substr(7); }

 private:
  chain::testing::ScriptedServer server_;
};

TEST_F(ExaminedBackends, HaveALineEach) {
  const Explorer good(loop_, explorer_pages(genesis(kLitecoin), 20));
  const chain::testing::ScriptedServer refusing(
      loop_, [](const auto&) { return net::text_response(403, "no"); });
  EXPECT_THAT(lines(kLitecoin, good.url() + " esplora+" + refusing.url()),
              ElementsAre("✓ LTC_BACKEND: " + good.name() + " is at block 20",
                          AllOf(StartsWith("✗ LTC_BACKEND: "), HasSubstr("does not allow"))));
}

TEST_F(ExaminedBackends, AreComparedWithEachOther) {
  const Explorer ahead(loop_, explorer_pages(genesis(kLitecoin), 20));
  const Explorer behind(loop_, explorer_pages(genesis(kLitecoin), 9));
  EXPECT_THAT(
      lines(kLitecoin, ahead.url() + " " + behind.url()),
      ElementsAre(HasSubstr("block 20"), HasSubstr("block 9"),
                  "✗ LTC_BACKEND: the backends are 11 blocks apart; find out which one is wrong"));
}

TEST_F(ExaminedBackends, AreOnTheChainThatTheSettingsSay) {
  const Explorer litecoin(loop_, explorer_pages(genesis(kLitecoin), 20));
  EXPECT_THAT(lines(kBitcoin, litecoin.url()),
              ElementsAre("✗ BTC_BACKEND: " + litecoin.name() +
                          " serves another chain than Bitcoin on network main; check its address "
                          "and BTC_NETWORK"));
  const auto& known = base::row_of(base::Coin::btc).on(base::Network::main);
  auto pages = explorer_pages(genesis(kBitcoin), 900'000);
  const auto page = fmt::format("/block-height/{}", known.known_height);
  pages[page] = known.known_block;
  const Explorer bitcoin(loop_, pages);
  EXPECT_THAT(lines(kBitcoin, bitcoin.url()), ElementsAre(HasSubstr("is at block 900000")));
  pages[page] = std::string(64, 'b');
  const Explorer cash(loop_, pages);
  EXPECT_THAT(lines(kBitcoin, cash.url()),
              ElementsAre("✗ BTC_BACKEND: " + cash.name() +
                          " serves another coin, whose chain parted from Bitcoin's before block "
                          "478559; check its address"));
}

TEST_F(ExaminedBackends, AreOfOneTestNetwork) {
  const Explorer third(loop_, explorer_pages(genesis(kTestBitcoin, 0), 20));
  const Explorer fourth(loop_, explorer_pages(genesis(kTestBitcoin, 1), 20));
  EXPECT_THAT(lines(kTestBitcoin, third.url() + " " + fourth.url()),
              ElementsAre("✓ BTC_BACKEND: " + third.name() + " is at block 20 of testnet3",
                          "✓ BTC_BACKEND: " + fourth.name() + " is at block 20 of testnet4",
                          "✗ BTC_BACKEND: the backends serve testnet3 and testnet4; name those of "
                          "one of them"));
}

TEST_F(ExaminedBackends, SayWhatAnExplorerLacks) {
  auto pages = explorer_pages(genesis(kLitecoin), 20);
  pages.erase("/mempool/txids");
  pages.erase("/block/" + kTip + "/header");
  const Explorer poor(loop_, pages);
  EXPECT_THAT(
      lines(kLitecoin, poor.url()),
      ElementsAre("✓ LTC_BACKEND: " + poor.name() + " is at block 20",
                  "⚠ LTC_BACKEND: " + poor.name() +
                      " refuses /block/…/header: whole blocks are fetched in their place",
                  "⚠ LTC_BACKEND: " + poor.name() +
                      " refuses /mempool/txids: customers hear of payments only once they are in "
                      "a block"));
}

TEST_F(ExaminedBackends, SayWhatANodeDoesNotAllow) {
  const std::string first = '"' + genesis(kLitecoin) + '"';
  std::map<std::string, std::string> methods{{"getblockcount", "0"},
                                             {"getblockhash", first},
                                             {"getblock", '"' + std::string(200, '0') + '"'}};
  const Node strict(loop_, methods);
  const auto refuses = "⚠ LTC_BACKEND: " + strict.name() + " refuses ";
  EXPECT_THAT(lines(kLitecoin, strict.url()),
              ElementsAre("✓ LTC_BACKEND: " + strict.name() + " is at block 0",
                          StartsWith(refuses + "getblockchaininfo: it cannot tell"),
                          StartsWith(refuses + "getblockheader: whole blocks"),
                          StartsWith(refuses + "getrawmempool: customers hear"),
                          StartsWith(refuses + "getrawtransaction: customers hear"),
                          StartsWith(refuses + "waitforblockheight: it is asked every")));
  methods.erase("getblock");
  methods["getblockchaininfo"] = R"({"blocks":7,"headers":700,"bestblockhash":)" + first + "}";
  const Node useless(loop_, methods);
  EXPECT_THAT(lines(kLitecoin, useless.url()),
              IsSupersetOf({"⚠ LTC_BACKEND: " + useless.name() +
                                " is still downloading the chain (block 7 of 700); the shop waits "
                                "for it, and finds then what was paid meanwhile",
                            "✗ LTC_BACKEND: " + useless.name() +
                                " refuses getblock: the shop cannot follow the chain by it"}));
}

}  // namespace
