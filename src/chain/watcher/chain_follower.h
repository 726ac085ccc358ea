// Lengthens the shop's chain with the blocks of backends.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "chain/backends/backend_pool.h"
#include "chain/watcher/books.h"
#include "chain/watcher/own_chain.h"
#include "chain/watcher/payment_finder.h"
#include "db/core/database.h"

namespace chain {

// How a backend's chain and the shop's stand to each other.
enum class Standing : std::uint8_t {
  at_tip,         // the backend has no more work than the shop
  behind,         // its tip is below the shop's, on the same chain
  downloading,    // it says itself that blocks are missing
  another_chain,  // its blocks part from the shop's below those that are remembered
  pruned,         // it has deleted the next block
  moved,          // another process has moved the shop's cursor
};

// Whether its blocks are far behind the headers that it has, or it says so.
bool is_downloading(const ChainState& state);

// Not thread-safe; what it refers to outlives it. Every call may throw db::Failure, after which
// reset() is due.
class ChainFollower {
 public:
  struct Context {
    BackendPool& pool;
    Books& books;
    PaymentFinder& finder;
    db::Database& database;
    base::Logger& logger;
    Coin coin = Coin::btc;
    Network network = Network::regtest;
    std::int64_t start_depth = 10;  // blocks below the tip where the first start begins
  };
  // Called with the height of each block that was applied.
  using OnBlock = std::function<void(std::int64_t height)>;

  ChainFollower(const Context& context, OnBlock on_block)
      : context_(context), on_block_(std::move(on_block)) {}

  // Knows where the shop's chain ends and how it began, as the database has it.
  boost::asio::awaitable<void> load();
  // The database may have another cursor.
  void reset() { chain_.reset(); }

  // Nothing before the first start, and before load().
  std::optional<shop::BlockId> cursor() const;
  // How many blocks are remembered.
  std::size_t remembered() const { return chain_ ? chain_->size() : 0; }

  // Applies the blocks of a member that has more work, after undoing those of the shop's branch
  // when that branch has less, at most once. Starts the shop's chain when there is none. A member
  // of another chain is set aside. Errors: those of the pool; unavailable (its chain changed
  // meanwhile). REQUIRES: load(); `state` is the member's.
  boost::asio::awaitable<base::Result<Standing>> follow(std::size_t member,
                                                        const ChainState& state);

  // Whether no change to a branch with more work is under way: what is in no block then has left
  // the chain.
  bool is_complete() const { return chain_ && proved_height_ == 0; }

 private:
  template <class T>
  using Answer = boost::asio::awaitable<base::Result<T>>;
  using Step = std::optional<Standing>;  // nothing: there is more to do

  Answer<Step> start(std::size_t member, const ChainState& state);
  Answer<Step> advance(std::size_t member, const ChainState& state);
  Answer<Step> apply(std::size_t member, const SourcedBlock& sourced, std::int64_t height);
  Answer<Step> change_branch(std::size_t member, const ChainState& state);
  // The highest remembered block that the member has; nothing: it has none of them.
  Answer<std::optional<std::int64_t>> find_fork(std::size_t member, const ChainState& state);
  // REQUIRES: not above the member's tip, and remembered.
  Answer<bool> has_block(std::size_t member, std::int64_t height);
  // Whether the member's branch behind `fork` has more work than the shop's; nothing when its
  // blocks cannot be of this chain.
  Answer<std::optional<bool>> has_more_work(std::size_t member, const ChainState& state,
                                            std::int64_t fork);
  boost::asio::awaitable<Step> undo(std::int64_t fork);
  // REQUIRES: `first`, which the member names, is proved (first_block.h).
  Answer<void> check_start(std::size_t member, shop::BlockId first);
  Answer<void> learn_newest_time(std::size_t member, const ChainState& state);
  boost::asio::awaitable<void> learn_genesis(std::size_t member);
  // What older versions have not noted of the remembered blocks from that height on.
  Answer<void> learn_headers(std::size_t member, std::int64_t from);
  Standing set_aside(std::size_t member, const std::string& why);
  std::unexpected<base::Error> has_changed(std::size_t member) const;

  Context context_;
  OnBlock on_block_;
  std::optional<OwnChain> chain_;
  std::optional<std::string> genesis_;
  // The last block that is to be applied of the branch that the shop goes over to; 0: of none.
  std::int64_t proved_height_ = 0;
  bool has_left_branch_ = false;                // in this follow()
  std::int64_t tip_height_ = 0;                 // of the branch that is followed
  std::optional<std::uint32_t> newest_time_s_;  // of its tip
  // Tips of members that had no more work than the shop's cursor: (tip, cursor).
  std::map<std::size_t, std::pair<std::string, std::string>> weaker_;
};

}  // namespace chain
