// A fixture of a shop that follows a chain.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "chain/backends/backend_pool.h"
#include "chain/backends/backend_url.h"
#include "chain/testing/model_chain.h"
#include "chain/testing/model_explorer.h"
#include "chain/testing/scripted_server.h"
#include "chain/watcher/watcher.h"
#include "net/client/http_client.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit.h"
#include "support/on_both_engines.h"
#include "support/temporary_directory.h"

namespace watching {

inline constexpr base::Timestamp kStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
inline constexpr std::uint32_t kStartSeconds = 1'795'478'400;
inline constexpr std::int64_t kOwner = 900;
inline constexpr std::int64_t kPayer = 123'456;
inline constexpr std::int64_t kReferrer = 789'012;
inline constexpr std::int64_t kSat = 50'000;  // 100 PLN at the shop's rate

// A database with two customers, a rate of 200,000 PLN a coin, and a watcher. The watcher runs on
// the test's thread while the test waits.
class WatchedShop : public support::OnBothEngines {
 protected:
  explicit WatchedShop(base::Coin coin = base::Coin::btc, base::Timestamp now = kStart);

  void SetUp() override;
  void TearDown() override;

  // Sets the backends, in the order of BTC_BACKEND.
  void connect(const std::vector<std::string>& urls);
  chain::Watcher::Context watcher_context();
  void start(const chain::Watcher::Options& options = quick(),
             chain::Watcher::OnProgress on_progress = {});
  // Stops the watcher and returns its result.
  base::Result<void> stop();
  // Waits until the watcher ends by itself and returns its result.
  base::Result<void> ended();

  static chain::Watcher::Options quick();

  // Runs the loop until `holds`; fails the test after some seconds.
  template <class Condition>
  void await(Condition holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << status_text();
      loop_.context().restart();
      loop_.context().run_one_for(std::chrono::milliseconds(10));
    }
  }
  // Waits until all blocks up to this height are applied.
  void await_height(std::int64_t height);
  void await_status(shop::DepositStatus wanted, std::int64_t user_id = kPayer);

  std::string open_address(std::int64_t user_id = kPayer);
  // Makes a transaction that pays this amount to each address.
  chain::Bytes pay(const std::vector<std::string>& addresses, std::int64_t amount_sat);

  base::Money balance(std::int64_t user_id = kPayer);
  // Returns the newest first.
  std::vector<shop::Deposit> deposits(std::int64_t user_id = kPayer);
  // Returns that of the newest deposit; nullopt before the first.
  std::optional<shop::DepositStatus> status(std::int64_t user_id = kPayer);
  std::int64_t alerts(const std::string& kind);
  std::string log();

  chain::testing::Loop loop_;
  net::HttpClient http_{loop_.context().get_executor(),
                        {.response_limit_bytes = chain::kAnswerBytesMax}};
  chain::Account account_;
  base::ManualClock clock_;
  base::SeededRandom random_{7};
  shop::DepositRules rules_{
      .commission = *base::Percent::of(3),
      .min = base::Money::units(5),
      .confirmations = {{.from = {}, .confirmations = 1},
                        {.from = base::Money::units(2'000), .confirmations = 3}}};
  std::unique_ptr<chain::BackendPool> backends_;
  std::unique_ptr<chain::Watcher> watcher_;
  std::optional<base::Result<void>> end_;

 private:
  std::string status_text() const;

  support::TemporaryDirectory directory_;
  std::unique_ptr<base::Logger> logger_;
  std::uint32_t payments_ = 0;
};

// Follows a chain that the test makes, served as by Esplora.
class ModelChainShop : public WatchedShop {
 protected:
  explicit ModelChainShop(base::Coin coin = base::Coin::btc) : WatchedShop(coin) {}

  void SetUp() override;

  // Starts the watcher and waits until it has caught up.
  void begin();
  // Mines a block and waits until it is applied.
  void mine(const std::vector<chain::Bytes>& transactions = {});

  chain::testing::ModelExplorer explorer_{loop_, 150, kStartSeconds, account_.coin()};
};

}  // namespace watching
