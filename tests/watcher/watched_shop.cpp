#include "watcher/watched_shop.h"

#include <boost/asio/co_spawn.hpp>
#include <fstream>
#include <sstream>

#include "chain/watcher/account_key.h"
#include "derivation/account_key.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/testing/rate.h"

namespace watching {

WatchedShop::WatchedShop(base::Coin coin, base::Timestamp now)
    : account_(derivation::account_of(chain::ScriptType::wpkh, coin, chain::Network::regtest)),
      clock_(now) {}

void WatchedShop::SetUp() {
  OnBothEngines::SetUp();
  logger_ = std::make_unique<base::Logger>(base::Logger::Options{
      .file = (directory_.path() / "log").string(), .standard_output = false});
  transact([&](db::Tx& tx) {
    shop::register_customer(tx, {.id = kOwner, .first_name = "Olga"}, random_, clock_.now());
    const auto referrer =
        shop::register_customer(tx, {.id = kReferrer, .first_name = "Ada"}, random_, clock_.now());
    shop::register_customer(
        tx, {.id = kPayer, .first_name = "Ben", .referral_code = referrer.customer.referral_code},
        random_, clock_.now());
    shop::set_rate(tx, account_.coin(), base::Money::units(200'000), clock_.now());
    return true;
  });
}

void WatchedShop::TearDown() {
  if (watcher_ && !end_) {
    EXPECT_TRUE(stop());
  }
  watcher_.reset();
  OnBothEngines::TearDown();
}

void WatchedShop::connect(const std::vector<std::string>& urls) {
  std::vector<std::unique_ptr<chain::Backend>> backends;
  for (const auto& url : urls) {
    backends.push_back(chain::make_backend(chain::parse_backend_url(url).value(), {}, http_));
  }
  backends_ = std::make_unique<chain::BackendPool>(
      std::move(backends), clock_, *logger_,
      chain::BackendPool::Options{.coin = account_.coin(), .network = account_.network()});
}

chain::Watcher::Context WatchedShop::watcher_context() {
  return {.backends = *backends_,
          .account = account_,
          .rules = rules_,
          .currency = "PLN",
          .database = database(),
          .clock = clock_,
          .random = random_,
          .logger = *logger_,
          .owner_ids = {kOwner}};
}

chain::Watcher::Options WatchedShop::quick() {
  return {.poll = std::chrono::milliseconds(1),
          .look = std::chrono::milliseconds(5),
          .retry = std::chrono::milliseconds(1),
          .missing = {},
          .ahead = 20};
}

void WatchedShop::start(const chain::Watcher::Options& options,
                        chain::Watcher::OnProgress on_progress) {
  end_.reset();
  watcher_ = std::make_unique<chain::Watcher>(loop_.context().get_executor(), watcher_context(),
                                              options, std::move(on_progress));
  boost::asio::co_spawn(loop_.context(), watcher_->run(),
                        [this](std::exception_ptr thrown, base::Result<void> end) {
                          EXPECT_EQ(thrown, nullptr);
                          end_ = std::move(end);
                        });
}

base::Result<void> WatchedShop::stop() {
  watcher_->stop();
  return ended();
}

base::Result<void> WatchedShop::ended() {
  await([&] { return end_.has_value(); });
  return end_.value_or(base::fail(base::ErrorKind::internal, "The watcher does not end."));
}

void WatchedShop::await_height(std::int64_t height) {
  await([&] {
    const auto status = watcher_->status();
    return status.height == height && status.has_caught_up && status.trouble.empty();
  });
}

void WatchedShop::await_status(shop::DepositStatus wanted, std::int64_t user_id) {
  await([&] { return status(user_id) == wanted; });
}

std::string WatchedShop::open_address(std::int64_t user_id) {
  return transact([&](db::Tx& tx) {
           return shop::open_address(tx, user_id, account_.coin(), chain::account_key(account_),
                                     clock_.now());
         })
      .address;
}

chain::Bytes WatchedShop::pay(const std::vector<std::string>& addresses, std::int64_t amount_sat) {
  std::vector<chain::testing::Pay> payments{{.script = {0x6a}, .amount_sat = 0}};
  for (const auto& address : addresses) {
    payments.push_back(
        {.script = chain::script_of(address, account_.coin(), account_.network()).value(),
         .amount_sat = amount_sat});
  }
  return chain::testing::make_transaction(payments, payments_++);
}

base::Money WatchedShop::balance(std::int64_t user_id) {
  return read([&](db::Tx& tx) { return shop::find_customer(tx, user_id)->balance; });
}

std::vector<shop::Deposit> WatchedShop::deposits(std::int64_t user_id) {
  return read([&](db::Tx& tx) { return shop::deposits_of(tx, user_id, {}).items; });
}

std::optional<shop::DepositStatus> WatchedShop::status(std::int64_t user_id) {
  const auto all = deposits(user_id);
  return all.empty() ? std::nullopt : std::optional(all.front().status);
}

std::int64_t WatchedShop::alerts(const std::string& kind) {
  return read([&](db::Tx& tx) {
    return tx.one<std::int64_t>(
        "SELECT count(*) FROM outbox WHERE kind = 'alert' AND user_id = $1 AND payload LIKE $2",
        kOwner, "%" + kind + "%");
  });
}

std::string WatchedShop::log() {
  std::ostringstream text;
  text << std::ifstream(directory_.path() / "log").rdbuf();
  return text.str();
}

std::string WatchedShop::status_text() const {
  const auto status = watcher_ ? watcher_->status() : chain::WatcherStatus{};
  return "at " + std::to_string(status.height) + " of " + std::to_string(status.tip) + ": " +
         status.trouble;
}

void ModelChainShop::SetUp() {
  WatchedShop::SetUp();
  connect({explorer_.url()});
}

void ModelChainShop::begin() {
  start();
  await_height(explorer_.height());
}

void ModelChainShop::mine(const std::vector<chain::Bytes>& transactions) {
  explorer_.mine(transactions);
  await_height(explorer_.height());
}

}  // namespace watching
