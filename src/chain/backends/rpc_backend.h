// A node with Bitcoin Core's JSON-RPC.
#pragma once

#include <boost/json/value.hpp>
#include <span>
#include <string>
#include <vector>

#include "chain/backends/backend.h"
#include "chain/backends/json_rpc.h"
#include "chain/backends/side_by_side.h"

namespace chain {

// See Backend. What the node, or a proxy in front of it, refuses is done without, and tried again
// seldom: single calls for batches, other methods for getblockchaininfo, blocks for headers,
// polling for waiting.
class RpcBackend final : public Backend {
 public:
  explicit RpcBackend(BackendHttp http) : rpc_(std::move(http)) {}

  std::string name() const override { return rpc_.http().name(); }
  Answer<ChainState> state() override;
  Answer<std::string> block_hash(std::int64_t height) override;
  Answer<Bytes> raw_header(std::string hash) override;
  Answer<Bytes> raw_block(std::string hash) override;
  Answer<std::vector<std::string>> waiting_ids() override;
  boost::asio::awaitable<FetchedTransactions> waiting_transactions(std::vector<std::string> ids,
                                                                   FetchBounds bounds) override;
  std::size_t transactions_per_look() const override;
  Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout) override;
  void set_deadline(std::chrono::steady_clock::time_point deadline) override {
    rpc_.set_deadline(deadline);
  }
  std::vector<std::string> refused() const override { return rpc_.http().refused(); }

 private:
  Answer<ChainState> state_by_info();
  Answer<ChainState> state_by_count();
  Answer<ChainState> state_by_best_block();
  Answer<Bytes> raw(std::string_view method, std::string id, AnswerBounds bounds);
  AnswerBounds bounds_of_transaction(const FetchBounds& bounds) const;
  std::size_t batch_size() const;
  // Whether a batch of `ids` was answered whole; then its transactions are in `gathered`.
  boost::asio::awaitable<bool> fetch_batch(std::span<const std::string> ids,
                                           const FetchBounds& bounds, Gathered& gathered);
  boost::asio::awaitable<void> fetch_singly(std::span<const std::string> ids,
                                            const FetchBounds& bounds, Gathered& gathered);
  void note_no_wait(base::ErrorKind kind);
  std::unexpected<base::Error> malformed_answer(std::string_view method) const;

  JsonRpc rpc_;
  Refusal info_;
  Refusal header_;
  Refusal wait_;
  std::chrono::seconds wait_pause_{0};  // until waiting is tried again, the last time
  int empty_waits_ = 0;                 // in a row that ended at once without a new block
  Refusal large_batch_;
  std::size_t batch_size_ = 0;  // while large_batch_ holds
};

}  // namespace chain
