// Follows one coin's chain and records the payments to the shop.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/alarm.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "chain/backends/failover_backend.h"
#include "chain/keys/account.h"
#include "chain/watcher/block_source.h"
#include "chain/watcher/books.h"
#include "chain/watcher/payment_finder.h"
#include "chain/watcher/waiting_look.h"
#include "db/core/database.h"
#include "shop/deposits/deposit.h"

namespace chain {

// For /metrics, /readyz and doctor.
struct WatcherStatus {
  std::int64_t height = -1;    // of the newest block that is applied
  std::int64_t tip = -1;       // of the backend's newest
  bool has_caught_up = false;  // all blocks are applied, as far as is known
  std::size_t scripts = 0;     // that are watched
  std::string trouble;         // what it waits for; "" when it works
  std::vector<BackendHealth> backends;
};

// Applies the chain block by block from the shop's cursor (at first: from the newest blocks), each
// in one transaction, follows reorganisations once the other branch is as long, and looks at
// waiting transactions in between. Waits for backends and databases that fail.
//
// It knows all addresses ever given, and the next ones of the account. A payment to one that was
// not given, or in a block from over three hours before it was given, is credited to nobody:
// somebody else uses the key, and the owners are alerted.
//
// One process of a shop runs it for a coin. Not thread-safe: used on `executor`, which runs on one
// thread. Destroy it when run() has ended, or when the executor runs no more.
class Watcher {
 public:
  struct Context {
    FailoverBackend& backend;
    Account account;
    shop::DepositRules rules;
    std::string currency;  // for the log: "PLN"
    db::Database& database;
    const base::Clock& clock;
    base::Random& random;
    base::Logger& logger;
    std::vector<std::int64_t> owner_ids;  // who is alerted
  };
  struct Options {
    std::chrono::milliseconds poll{60'000};     // for backends that cannot push
    std::chrono::milliseconds look{10'000};     // at waiting transactions, where they can
    std::chrono::milliseconds retry{5'000};     // after a failure
    std::chrono::milliseconds missing{60'000};  // until a payment in no mempool counts as replaced
    std::uint32_t ahead = 500;                  // indexes of the account beyond those given
    std::int64_t start_depth = 10;              // blocks below the tip where the first start begins
  };
  // Called with the height applied and the height of the tip while it catches up.
  using OnProgress = std::function<void(std::int64_t height, std::int64_t tip)>;

  // REQUIRES: what `context` refers to outlives it.
  Watcher(const boost::asio::any_io_executor& executor, Context context, const Options& options,
          OnProgress on_progress = {});
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Runs until stop(), or an error that only the operator can fix (conflict: a reorganisation
  // deeper than is followed, or a node that has deleted blocks that are needed); the message says
  // what to do. REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // Cancels network requests, lets a transaction in hand finish, and ends run().
  void stop() { alarm_.stop(); }

  WatcherStatus status() const;

 private:
  // How a successful round ended.
  enum class Round {
    at_tip,   // all is applied
    waiting,  // the backend is behind, or the cursor moved
  };

  boost::asio::awaitable<base::Result<void>> work();
  boost::asio::awaitable<base::Result<bool>> attempt();
  boost::asio::awaitable<base::Result<Round>> round();
  boost::asio::awaitable<base::Result<bool>> ensure_start(const ChainState& chain);
  boost::asio::awaitable<base::Result<Round>> catch_up(const ChainState& chain);
  boost::asio::awaitable<base::Result<Round>> advance(const ChainState& chain);
  boost::asio::awaitable<base::Result<Round>> apply(const SourcedBlock& sourced,
                                                    std::int64_t height);
  boost::asio::awaitable<base::Result<Round>> follow_fork();
  boost::asio::awaitable<base::Result<shop::BlockId>> find_fork(
      const std::vector<shop::BlockId>& recent);
  boost::asio::awaitable<base::Error> stop_for_good(std::int64_t height, std::string message);
  boost::asio::awaitable<void> report_split();
  boost::asio::awaitable<void> report_silence(const base::Error& error);
  boost::asio::awaitable<base::Result<void>> wait_for_news();
  void note_trouble(const std::string& trouble);

  base::Alarm alarm_;
  Context context_;
  Options options_;
  OnProgress on_progress_;
  PaymentFinder finder_;
  Books books_;
  WaitingLook look_;
  std::optional<shop::BlockId> cursor_;  // empty: to be read from the database
  std::optional<base::Error> fatal_;     // only the operator can fix it
  std::optional<base::Timestamp> silent_since_;
  bool is_silence_told_ = false;
  WatcherStatus status_;
  bool has_been_at_tip_ = false;
};

// What Books needs, taken from `context`. REQUIRES: `context` outlives it.
Books::Context books_context(const Watcher::Context& context);

}  // namespace chain
