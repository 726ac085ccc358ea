// A backend that serves the world's chain, unless it is faulty.
#pragma once

#include <optional>
#include <string>

#include "chain/backends/backend.h"
#include "watcher/simulation/world.h"

namespace simulation {

// Is called before the backend answers.
class Listener {
 public:
  virtual ~Listener() = default;
  // The world may change meanwhile.
  virtual boost::asio::awaitable<void> before_answer() = 0;
  // Called before an answer about the mempool.
  virtual void before_look() = 0;
};

class WorldBackend final : public chain::Backend {
 public:
  // REQUIRES: `world` and `listener` outlive it.
  WorldBackend(std::size_t number, const World& world, Listener& listener)
      : number_(number), world_(world), listener_(listener) {}

  std::string name() const override { return "backend " + std::to_string(number_); }
  Answer<chain::ChainState> state() override;
  Answer<std::string> block_hash(std::int64_t height) override;
  Answer<chain::Bytes> raw_header(std::string hash) override;
  Answer<chain::Bytes> raw_block(std::string hash) override;
  Answer<std::vector<std::string>> waiting_ids() override;
  boost::asio::awaitable<chain::FetchedTransactions> waiting_transactions(
      std::vector<std::string> ids, chain::FetchBounds bounds) override;
  std::size_t transactions_per_look() const override { return 1'000; }
  Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout) override;

 private:
  // Returns an error when the backend is down.
  boost::asio::awaitable<base::Result<void>> begin();
  chain::Bytes damaged(chain::Bytes raw) const;
  const Chain& chain() const { return world_.chain_of(number_); }
  bool is_waiting(const Transaction& transaction) const;

  std::size_t number_;
  const World& world_;
  Listener& listener_;
};

}  // namespace simulation
