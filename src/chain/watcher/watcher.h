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
#include "chain/backends/backend_pool.h"
#include "chain/keys/account.h"
#include "chain/watcher/books.h"
#include "chain/watcher/chain_follower.h"
#include "chain/watcher/payment_finder.h"
#include "chain/watcher/standstill.h"
#include "chain/watcher/wait_pace.h"
#include "chain/watcher/waiting_look.h"
#include "db/core/database.h"
#include "shop/deposits/deposit.h"

namespace chain {

// For /metrics, /readyz and doctor.
struct WatcherStatus {
  std::int64_t height = -1;                      // of the newest block that is applied
  std::int64_t tip = -1;                         // of the newest that a backend of this chain has
  bool has_caught_up = false;                    // all blocks are applied, as far as is known
  std::size_t scripts = 0;                       // that are watched
  std::string trouble;                           // what is wrong; "" when it works or waits
  std::string waiting;                           // for what; "" when it does not
  std::optional<base::Timestamp> stalled_since;  // since when the chain stands still, once told
  std::vector<BackendHealth> backends;
};

// Applies the chain block by block from the shop's cursor (at first: from the newest blocks), each
// in one transaction, leaves a branch for one that has more work, and looks at waiting transactions
// in between. Any backend can lengthen the shop's chain with blocks that prove themselves; none can
// shorten it by its word. Waits for backends and databases that fail, for a node that downloads,
// and for one that has the shop's blocks again.
//
// It knows all addresses ever given, and the next ones of the account. A payment to one that was
// not given, or given only after the payment (by the chain's clock), is credited to nobody:
// somebody else uses the key, and the owners are alerted.
//
// One process of a shop runs it for a coin. Not thread-safe: used on `executor`, which runs on one
// thread. Destroy it when run() has ended, or when the executor runs no more.
class Watcher {
 public:
  struct Context {
    BackendPool& backends;
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
    std::chrono::milliseconds poll{60'000};      // for backends that cannot push
    std::chrono::milliseconds look{10'000};      // at waiting transactions, where they can
    std::chrono::milliseconds retry{5'000};      // after a failure; grows twelvefold
    std::chrono::milliseconds missing{300'000};  // until a payment in no mempool counts as replaced
    std::uint32_t ahead = 500;                   // indexes of the account beyond those given
    std::int64_t start_depth = 10;  // blocks below the tip where the first start begins
    // Without any movement, until the owners are told; empty: 20 times the coin's interval.
    std::optional<std::chrono::seconds> stall_after = {};
  };
  // Called with the height applied and the height of the tip while it catches up.
  using OnProgress = std::function<void(std::int64_t height, std::int64_t tip)>;

  // REQUIRES: what `context` refers to outlives it.
  Watcher(const boost::asio::any_io_executor& executor, Context context, const Options& options,
          OnProgress on_progress = {});
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Runs until stop(). REQUIRES: called once.
  boost::asio::awaitable<base::Result<void>> run();

  // For what is credited from now on.
  void follow(shop::DepositRules rules) { context_.rules = std::move(rules); }

  // Cancels network requests, lets a transaction in hand finish, and ends run().
  void stop() { alarm_.stop(); }

  WatcherStatus status() const;

 private:
  // How a look at the backends ended without an error.
  enum class Round : std::uint8_t {
    at_tip,   // all is applied
    waiting,  // for a backend that is behind, or the cursor moved
    stopped,  // no backend has the shop's blocks
  };
  // What the backends have said in a round.
  struct Survey {
    bool is_at_tip = false;
    std::optional<shop::BlockId> cursor = {};  // of the shop, when a member had no more work
    bool has_moved_cursor = false;
    std::string waiting;
    std::string stopped;
    std::optional<base::Error> error;
  };

  boost::asio::awaitable<base::Result<void>> work();
  boost::asio::awaitable<void> pause_after(const base::Result<Round>& round);
  boost::asio::awaitable<base::Result<Round>> attempt();
  boost::asio::awaitable<base::Result<Round>> round();
  boost::asio::awaitable<void> visit(std::size_t member, Survey& survey);
  void note(std::size_t member, const ChainState& state, Standing standing, Survey& survey);
  boost::asio::awaitable<base::Result<Round>> conclude(const Survey& survey);
  boost::asio::awaitable<bool> settle();
  boost::asio::awaitable<void> look_at_mempool();
  boost::asio::awaitable<void> report(const base::Result<Round>& round);
  boost::asio::awaitable<base::Result<void>> wait_for_news();
  void note_block(std::int64_t height);
  void note_step(std::size_t member, const ChainState& state);
  void note_trouble(const std::string& trouble);
  void note_waiting(const std::string& waiting);
  std::string stop_message(std::size_t member, Standing standing) const;
  std::chrono::seconds stall_after() const;

  base::Alarm alarm_;
  Context context_;
  Options options_;
  OnProgress on_progress_;
  PaymentFinder finder_;
  Books books_;
  ChainFollower follower_;
  WaitingLook look_;
  Standstill standstill_;
  WaitPace wait_pace_;
  std::optional<shop::BlockId> waited_at_;                 // the cursor in the last wait for news
  std::vector<std::optional<std::int64_t>> highest_tips_;  // by member; of those that lag
  WatcherStatus status_;
  int failures_ = 0;  // in a row
  bool has_been_at_tip_ = false;
};

// What Books needs, taken from `context`. REQUIRES: `context` outlives it.
Books::Context books_context(const Watcher::Context& context);

}  // namespace chain
