// An explorer with Esplora's HTTP API (https://github.com/Blockstream/esplora/blob/master/API.md).
#pragma once

#include <string>
#include <vector>

#include "chain/backends/backend.h"
#include "chain/backends/backend_http.h"

namespace chain {

// See Backend. A server that has no page for headers is asked for blocks instead.
class EsploraBackend final : public Backend {
 public:
  explicit EsploraBackend(BackendHttp http) : http_(std::move(http)) {}

  std::string name() const override { return http_.name(); }
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
    http_.set_deadline(deadline);
  }
  std::vector<std::string> refused() const override { return http_.refused(); }

 private:
  Answer<std::string> text(std::string path, AnswerBounds bounds);
  Answer<std::string> hash(std::string path);
  std::unexpected<base::Error> malformed_answer() const;

  BackendHttp http_;
  Refusal header_;
};

}  // namespace chain
