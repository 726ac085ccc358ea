// The toy chains through the shop's own backend, and the controls of the page.
#include "toychain/toy_network.h"

#include <boost/json/serialize.hpp>

#include <gtest/gtest.h>

#include "base/log.h"
#include "chain/backends/backend_url.h"
#include "chain/backends/proved_block.h"
#include "chain/blocks/genesis.h"
#include "chain/rates/rate_source.h"
#include "chain/testing/model_chain.h"
#include "chain/testing/scripted_server.h"
#include "json/json.h"

namespace toychain {
namespace {

using chain::testing::kRegtestAddress;

namespace asio = boost::asio;
using base::Coin;

class ToyNetworkTest : public testing::Test {
 protected:
  ToyNetworkTest() {
    network_.add_to(router_);
    server_ = net::HttpServer::start(
                  loop_.context().get_executor(), {},
                  [this](const net::ServerRequest& request) { return router_(request); }, logger_)
                  .value();
    url_ = "http://127.0.0.1:" + std::to_string(server_->port());
    const auto backend = chain::parse_backend_url(ToyNetwork::backend_url(url_, Coin::btc));
    node_ = chain::make_backend(*backend, {}, client_);
  }

  net::HttpResponse send(net::HttpRequest request) {
    request.url = url_ + "/toychain" + request.url;
    return loop_.run(client_.send(std::move(request))).value();
  }
  net::HttpResponse post(const std::string& path, const boost::json::object& body = {}) {
    return send({.method = "POST",
                 .url = path,
                 .headers = {{"X-Kram-Demo", "1"}},
                 .body = boost::json::serialize(body)});
  }
  net::HttpResponse pay(const std::string& amount) {
    return post("/btc/payments",
                {{"address", kRegtestAddress}, {"amount", amount}, {"payer", "Anna"}});
  }
  boost::json::value state() { return json::parse_value(send({.url = "/state"}).body).value(); }

  template <class T>
  T value_of(chain::Backend::Answer<T> answer) {
    auto result = loop_.run(std::move(answer));
    EXPECT_TRUE(result) << result.error().message;
    return *std::move(result);
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::seconds(1'790'000'000))};
  base::Logger logger_;
  ToyNetwork network_{clock_};
  chain::testing::Loop loop_;
  net::Router router_;
  net::HttpClient client_{loop_.context().get_executor()};
  std::unique_ptr<net::HttpServer> server_;
  std::string url_;
  std::unique_ptr<chain::Backend> node_;
};

TEST_F(ToyNetworkTest, IsANodeToTheShop) {
  const auto start = value_of(node_->state());
  EXPECT_EQ(value_of(node_->block_hash(0)),
            chain::genesis_of(Coin::btc, chain::Network::regtest).front());
  EXPECT_EQ(value_of(node_->block_hash(start.tip.height)), start.tip.hash);
  EXPECT_EQ(loop_.run(node_->block_hash(start.tip.height + 1)).error().kind,
            base::ErrorKind::not_found);
  EXPECT_EQ(loop_.run(node_->raw_block(std::string(64, '0'))).error().kind,
            base::ErrorKind::not_found);

  ASSERT_EQ(pay("0.0005").status, 200);
  const auto ids = value_of(node_->waiting_ids());
  ASSERT_EQ(ids.size(), 1U);
  auto wanted = ids;
  wanted.push_back(std::string(64, '0'));
  EXPECT_EQ(loop_.run(node_->waiting_transactions(wanted, {})).transactions.size(), 1U);

  ASSERT_EQ(post("/btc/blocks").status, 200);
  EXPECT_TRUE(value_of(node_->waiting_ids()).empty());
  const auto next = value_of(node_->state());
  EXPECT_EQ(next.tip.height, start.tip.height + 1);
  const auto block = chain::prove_block(value_of(node_->raw_block(next.tip.hash)), next.tip.hash,
                                        Coin::btc, chain::Network::regtest);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(chain::to_id(block->block.header.previous), start.tip.hash);
  const auto header = value_of(node_->raw_header(next.tip.hash));
  EXPECT_EQ(chain::to_id(chain::hash_of_header(header)), next.tip.hash);
  EXPECT_EQ(chain::to_id(block->block.transactions.at(1).txid), ids.front());
}

TEST_F(ToyNetworkTest, TellsAWaitingShopOfABlock) {
  const auto tip = value_of(node_->state()).tip;
  bool is_told = false;
  asio::co_spawn(
      loop_.context(), node_->wait_for_tip(tip, std::chrono::seconds(60)),
      [&](const std::exception_ptr&, base::Result<bool> told) { is_told = told.value_or(false); });
  EXPECT_EQ(send({.url = "/state"}).status, 200);
  EXPECT_FALSE(is_told);
  post("/ltc/blocks");
  EXPECT_EQ(send({.url = "/state"}).status, 200);
  EXPECT_FALSE(is_told) << "of another coin";
  post("/btc/blocks");
  while (!is_told) {
    loop_.context().run_one();
  }
}

TEST_F(ToyNetworkTest, MinesByItselfUntilPaymentsHaveThreeConfirmations) {
  const auto height = value_of(node_->state()).tip.height;
  pay("0.0005");
  for (int i = 0; i < 5; ++i) {
    clock_.advance(std::chrono::seconds(16));
    value_of(node_->state());
  }
  EXPECT_EQ(value_of(node_->state()).tip.height, height + 3);
}

TEST_F(ToyNetworkTest, LeavesMiningToPeopleWhenItIsTold) {
  const auto height = value_of(node_->state()).tip.height;
  EXPECT_EQ(post("/mining", {{"is_automatic", false}}).status, 200);
  EXPECT_FALSE(state().at("is_automatic").as_bool());
  pay("0.0005");
  clock_.advance(std::chrono::minutes(5));
  EXPECT_EQ(value_of(node_->state()).tip.height, height);
}

TEST_F(ToyNetworkTest, TellsAPriceOfEachCoin) {
  const std::vector<std::string> urls{ToyNetwork::rates_url(url_)};
  const auto sources = chain::rate_sources(urls, "PLN").value();
  const auto prices = loop_.run(
      chain::read_prices(client_, sources.front(), {base::Coin::btc, base::Coin::ltc}, "PLN"));
  ASSERT_TRUE(prices) << prices.error().message;
  EXPECT_EQ(prices->at(base::Coin::btc), base::Money::units(200'000));
  EXPECT_EQ(prices->at(base::Coin::ltc), base::Money::units(400));
}

TEST_F(ToyNetworkTest, ShowsPaymentsWhereTheyAre) {
  pay("0.0005");
  const auto paid = state().at("coins").at(0);
  EXPECT_EQ(paid.at("waiting").at(0).at("amount").as_string(), "0.0005");
  EXPECT_EQ(paid.at("waiting").at(0).at("payer").as_string(), "Anna");
  post("/btc/blocks");
  const auto mined = state().at("coins").at(0);
  EXPECT_EQ(mined.at("blocks").at(0).at("payments").as_array().size(), 1U);
  EXPECT_EQ(post("/btc/reorganisations").status, 200);
  const auto taken = state().at("coins").at(0);
  EXPECT_EQ(taken.at("replaced").as_array().size(), 1U);
  EXPECT_TRUE(taken.at("blocks").at(1).at("payments").as_array().empty());
}

TEST_F(ToyNetworkTest, SaysInWordsWhatIsWrong) {
  const auto detail = [](const net::HttpResponse& response) {
    return std::string(json::parse_value(response.body)->at("detail").as_string());
  };
  for (const auto* amount : {"", "x", "-5", "1e9", "0", "0.000000001"}) {
    const auto refused = pay(amount);
    EXPECT_EQ(refused.status, 400) << amount;
    EXPECT_TRUE(detail(refused).starts_with("The amount")) << detail(refused);
  }
  EXPECT_EQ(detail(post("/btc/payments", {{"address", "1abc"}, {"amount", "1"}})),
            "That is not an address of the toy Bitcoin chain.");
  EXPECT_EQ(post("/btc/reorganisations").status, 409);
  EXPECT_EQ(post("/btc/reorganisations", {{"depth", 0}}).status, 400);
  EXPECT_EQ(post("/btc/reorganisations", {{"depth", "2"}}).status, 400);
  EXPECT_EQ(post("/btc/else").status, 404);
  EXPECT_EQ(post("/mining").status, 400);
}

TEST_F(ToyNetworkTest, TakesNoOrdersFromOtherPages) {
  for (const auto* path : {"/btc/payments", "/btc/blocks", "/btc/reorganisations", "/mining"}) {
    EXPECT_EQ(send({.method = "POST", .url = path, .body = "{}"}).status, 403) << path;
  }
}

TEST_F(ToyNetworkTest, SurvivesCallsThatAreNone) {
  for (const auto* body :
       {"", "x", "1", "{}", "[]", "[1]", R"({"method":1,"params":{}})",
        R"({"method":"getblockhash"})", R"({"method":"getblock","params":[7]})"}) {
    EXPECT_LE(send({.method = "POST", .url = "/btc", .body = body}).status, 400) << body;
  }
}

}  // namespace
}  // namespace toychain
