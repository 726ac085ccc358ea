// The database fails while a chain is followed.
#include <boost/asio/co_spawn.hpp>

#include <gmock/gmock.h>

#include "chain/backends/backend_url.h"
#include "chain/testing/model_explorer.h"
#include "chain/watcher/watcher.h"
#include "db/migrations/migrations.h"
#include "db/open.h"
#include "derivation/account_key.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "support/postgres_server.h"

namespace {

class DatabaseFailure : public testing::Test {
 protected:
  void SetUp() override {
    database_ = db::open({.url = server_.url(server_.create_database())}, logger_).value();
    ASSERT_TRUE(db::migrate(*database_, clock_));
    std::vector<std::unique_ptr<chain::Backend>> backends;
    backends.push_back(
        chain::make_backend(chain::parse_backend_url(explorer_.url()).value(), {}, http_));
    backends_ = std::make_unique<chain::BackendPool>(std::move(backends), clock_, logger_,
                                                     chain::BackendPool::Options{});
    watcher_ = std::make_unique<chain::Watcher>(
        loop_.context().get_executor(),
        chain::Watcher::Context{
            .backends = *backends_,
            .account = derivation::account_of(chain::ScriptType::wpkh, base::Coin::btc,
                                              chain::Network::regtest),
            .rules = {.commission = {}, .min = {}, .confirmations = {{}}},
            .currency = "PLN",
            .database = *database_,
            .clock = clock_,
            .random = random_,
            .logger = logger_,
            .owner_ids = {}},
        chain::Watcher::Options{.poll = std::chrono::milliseconds(1),
                                .look = std::chrono::milliseconds(5),
                                .retry = std::chrono::milliseconds(1),
                                .ahead = 5});
    boost::asio::co_spawn(loop_.context(), watcher_->run(),
                          [this](std::exception_ptr thrown, const base::Result<void>& end) {
                            EXPECT_EQ(thrown, nullptr);
                            EXPECT_TRUE(end);
                            has_ended_ = true;
                          });
  }

  template <class Condition>
  void await(Condition holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << watcher_->status().trouble;
      loop_.context().restart();
      loop_.context().run_one_for(std::chrono::milliseconds(10));
    }
  }
  void await_tip() {
    await([&] {
      return watcher_->status().height == explorer_.height() && watcher_->status().has_caught_up;
    });
  }

  support::PostgresServer server_{support::PostgresServer::Durability::full};
  chain::testing::Loop loop_;
  chain::testing::ModelExplorer explorer_{loop_, 20, 1'795'478'400};
  net::HttpClient http_{loop_.context().get_executor()};
  base::SystemClock clock_;
  base::SeededRandom random_{7};
  base::Logger logger_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<chain::BackendPool> backends_;
  std::unique_ptr<chain::Watcher> watcher_;
  bool has_ended_ = false;
};

TEST_F(DatabaseFailure, IsWaitedFor) {
  await_tip();
  server_.kill();
  explorer_.mine_empty(3);
  await([&] { return watcher_->status().trouble.contains("waits for the database"); });
  EXPECT_FALSE(has_ended_);
  server_.start();
  await_tip();
  const auto recent =
      database_->read_blocking([](db::Tx& tx) { return shop::recent_blocks(tx, base::Coin::btc); });
  EXPECT_EQ(recent.front(), (shop::BlockId{explorer_.height(), explorer_.tip()}));
  watcher_->stop();
  await([&] { return has_ended_; });
}

}  // namespace
