// What a coin's chain writes into the shop's books, each time in one transaction.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "chain/watcher/payment_finder.h"
#include "db/core/database.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/coins/account_key.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace chain {

// A block and what it pays to the shop.
struct PaidBlock {
  shop::BlockId id;
  std::uint32_t time_s = 0;
  std::uint32_t target = 0;
  std::vector<FoundPayment> payments;
  // Of the newest block that is known, while older ones are applied; empty: unknown.
  std::optional<std::uint32_t> newest_time_s = {};
};

// Payments to addresses that the shop never gave, or gave only after the payment, count for nobody,
// unless the shop has recorded them already: the owners are alerted, since somebody else uses the
// key, and the shop passes over that index. They also hear when the shop's clock is not the
// chain's. Credits are logged. Every call may throw db::Failure. Not shared between threads; what
// it refers to outlives it.
class Books {
 public:
  struct Context {
    base::Coin coin = base::Coin::btc;
    shop::AccountKey key;
    const shop::DepositRules& rules;
    std::string currency;
    std::span<const std::int64_t> owner_ids;
    db::Database& database;
    const base::Clock& clock;
    base::Logger& logger;
  };

  explicit Books(Context context) : context_(std::move(context)) {}

  // The newest first; empty before the first start.
  boost::asio::awaitable<std::vector<shop::ChainBlock>> recent_headers();
  // The first block of the shop's chain (shop/deposits/coins/chain_memory.h).
  boost::asio::awaitable<std::optional<std::string>> genesis();
  boost::asio::awaitable<void> remember_genesis(std::string id);
  boost::asio::awaitable<std::optional<std::int64_t>> proved_height();
  boost::asio::awaitable<void> remember_header(shop::ChainBlock block);

  // These return false, and change nothing, when the cursor is not `cursor` any more, or there is
  // one already.
  boost::asio::awaitable<bool> start_at(shop::ChainBlock first, std::string genesis);
  boost::asio::awaitable<bool> apply(PaidBlock block, shop::BlockId cursor);
  // For a branch that is proved to have more work until `proved_height`.
  boost::asio::awaitable<bool> undo(shop::BlockId cursor, std::int64_t proved_height);
  // `block`, of another chain, becomes the cursor.
  boost::asio::awaitable<bool> move_to(shop::ChainBlock block, shop::BlockId cursor);

  // At the tip: what has left the chain is taken back. Nothing when the cursor is not `cursor`.
  boost::asio::awaitable<std::optional<shop::MoneyMoved>> settle(shop::BlockId cursor);
  // A block behind the cursor, again. Nothing when it is not of the cursor's chain, as far as that
  // is remembered.
  boost::asio::awaitable<std::optional<shop::MoneyMoved>> recover(PaidBlock block);

  boost::asio::awaitable<void> note_waiting(std::vector<FoundPayment> payments);
  boost::asio::awaitable<std::vector<std::string>> waiting_transactions();
  boost::asio::awaitable<void> mark_replaced(std::vector<std::string> txids);

  boost::asio::awaitable<void> alert(shop::Alert alert);
  boost::asio::awaitable<std::optional<base::Timestamp>> stalled_since();
  // Alerts, and notes since when the chain has stood still; nothing: it goes on.
  boost::asio::awaitable<void> tell_standstill(shop::Alert alert,
                                               std::optional<base::Timestamp> since);

 private:
  bool is_cursor(db::Tx& tx, const shop::BlockId& cursor) const;
  std::vector<shop::CoinPayment> counted(db::Tx& tx, const PaidBlock& block) const;
  std::optional<std::uint32_t> newest_time(db::Tx& tx) const;
  std::vector<shop::CoinPayment> counted_waiting(db::Tx& tx,
                                                 std::span<const FoundPayment> payments) const;
  void compare_clocks(db::Tx& tx, const PaidBlock& block, base::Timestamp now) const;
  void pass_over(db::Tx& tx, std::uint32_t index, bool was_given) const;
  void raise_reversals(db::Tx& tx, const shop::MoneyMoved& moved) const;
  void log(const shop::MoneyMoved& moved) const;

  Context context_;
};

}  // namespace chain
