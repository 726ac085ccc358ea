// Where blocks and waiting transactions come from: a node or an explorer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "chain/keys/bytes.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace chain {

// The state of the chain as a backend reports it.
struct ChainState {
  shop::BlockId tip;
  std::int64_t first_height = 0;   // earlier blocks are pruned
  bool is_syncing = false;         // still behind the network
  std::int64_t header_height = 0;  // of the newest header that it knows; not below the tip's
};

// A transaction in the mempool.
struct WaitingTransaction {
  std::string txid;
  Bytes raw;
};

struct FetchedTransactions {
  std::vector<WaitingTransaction> transactions;
  std::optional<base::Error> error;  // what stopped it before it had asked for all
};

// When to begin no more requests, which is no error.
struct FetchBounds {
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::size_t bytes = 32'000'000;  // of the transactions that came; may be exceeded by a few
  // Of each transaction that comes; its error ends all. Empty: none.
  std::function<base::Result<void>(const WaitingTransaction&)> check = {};
};

// Ids are in the form that nodes show. Errors of all calls: forbidden (the backend refuses this
// call: its key, its password, or the method), unavailable (no answer, or not in time), not_found
// (it has no such block), invalid (a malformed answer). Messages name the host and hold no secret.
// Nothing that a backend reports is proved here.
//
// Not thread-safe: used on the executor of its HTTP client. A cancelled call throws
// operation_aborted.
class Backend {
 public:
  template <class T>
  using Answer = boost::asio::awaitable<base::Result<T>>;

  virtual ~Backend() = default;

  // For people and metrics, such as "rpc 127.0.0.1:8332".
  virtual std::string name() const = 0;

  virtual Answer<ChainState> state() = 0;

  // The block's hash on the backend's best chain. not_found above its tip.
  virtual Answer<std::string> block_hash(std::int64_t height) = 0;

  // The first kHeaderBytes bytes of the block.
  virtual Answer<Bytes> raw_header(std::string hash) = 0;

  virtual Answer<Bytes> raw_block(std::string hash) = 0;

  // The ids of the transactions in the mempool.
  virtual Answer<std::vector<std::string>> waiting_ids() = 0;

  // Those of `ids` that the backend has; the others are left out.
  virtual boost::asio::awaitable<FetchedTransactions> waiting_transactions(
      std::vector<std::string> ids, FetchBounds bounds) = 0;

  // How many of them it can return within a few seconds; an explorer's budget of requests makes it
  // fewer, down to none.
  virtual std::size_t transactions_per_look() const = 0;

  // Waits until the tip differs from `known` or `timeout` has passed, then returns true. Returns
  // false at once when the backend cannot wait: poll state() instead.
  virtual Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout) = 0;

  // When requests that begin from now on are given up at the latest; max(): after their time-outs.
  virtual void set_deadline(std::chrono::steady_clock::time_point) {}

  // The methods or pages that it has refused and not done since, such as "getrawmempool".
  virtual std::vector<std::string> refused() const { return {}; }
};

}  // namespace chain
