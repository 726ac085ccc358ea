// A node with Bitcoin Core's JSON-RPC.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "chain/backends/backend.h"
#include "chain/backends/json_rpc.h"

namespace chain {

// See Backend.
class RpcBackend final : public Backend {
 public:
  explicit RpcBackend(BackendHttp http) : rpc_(std::move(http)) {}

  std::string name() const override { return rpc_.http().name(); }
  Answer<ChainState> state() override;
  Answer<std::string> block_hash(std::int64_t height) override;
  Answer<Bytes> raw_header(std::string hash) override;
  Answer<Bytes> raw_block(std::string hash) override;
  Answer<std::vector<std::string>> waiting_ids() override;
  boost::asio::awaitable<FetchedTransactions> waiting_transactions(
      std::vector<std::string> ids) override;
  std::size_t transactions_per_look() const override { return 20'000; }
  Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout) override;

 private:
  Answer<Bytes> raw(std::string_view method, std::string hash, std::chrono::milliseconds timeout);
  std::unexpected<base::Error> malformed_answer(std::string_view method) const;

  JsonRpc rpc_;
  bool can_wait_ = true;  // until the node lacks waitforblockheight
};

}  // namespace chain
