// Several backends as one.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "chain/backends/backend.h"

namespace chain {

struct BackendHealth {
  std::string name;
  bool is_healthy = true;
  std::string trouble;              // a sentence; "" when it is healthy
  std::optional<ChainState> state;  // as of the last state()
  base::Timestamp answered_at{};    // the last time; 1970: never
  std::uint64_t failures = 0;       // requests without a usable answer
};

// Asks the first backend; when one fails, the next in order takes over, and the one that failed is
// retried after a pause. A backend that is still syncing comes after those that are not, and one of
// another chain counts as failed.
class FailoverBackend final : public Backend {
 public:
  struct Options {
    std::vector<std::string> genesis;          // valid genesis blocks (genesis.h); empty: any
    std::chrono::seconds retry{60};            // pause before a failed one is retried
    std::chrono::minutes split_tolerance{30};  // how long two may be on different chains
    std::chrono::minutes comparison{5};        // how often all tips are compared
  };

  // REQUIRES: at least one backend; clock and logger outlive it.
  FailoverBackend(std::vector<std::unique_ptr<Backend>> backends, const base::Clock& clock,
                  base::Logger& logger, const Options& options);
  ~FailoverBackend() override;

  std::string name() const override;  // of the one that answered last
  Answer<ChainState> state() override;
  Answer<std::string> block_hash(std::int64_t height) override;
  Answer<Bytes> raw_header(std::string hash) override;
  Answer<Bytes> raw_block(std::string hash) override;
  Answer<std::vector<std::string>> waiting_ids() override;
  boost::asio::awaitable<FetchedTransactions> waiting_transactions(
      std::vector<std::string> ids) override;
  std::size_t transactions_per_look() const override;
  Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout) override;

  // One entry for each backend, in order.
  std::vector<BackendHealth> health() const;

  // Compares the tips of all backends when `comparison` has passed. Returns a sentence when two
  // have been on different chains for `split_tolerance`, once per split.
  boost::asio::awaitable<std::optional<std::string>> find_split();

 private:
  struct Member {
    std::unique_ptr<Backend> backend;
    BackendHealth health;
    base::Timestamp retry_at{};
    bool is_of_this_chain = false;  // verify_chain() has succeeded
  };

  template <class T>
  Answer<T> ask(std::function<Answer<T>(Backend&)> question);
  Answer<ChainState> state_of(Member& member);
  // Error (invalid): the member's chain has another genesis block.
  Answer<void> verify_chain(Member& member);
  void note(Member& member, const base::Error* error);
  std::vector<std::size_t> order() const;
  boost::asio::awaitable<std::optional<std::string>> describe_split();
  boost::asio::awaitable<bool> have_diverged(Member& one, Member& other);

  std::vector<Member> members_;
  const base::Clock& clock_;
  base::Logger& logger_;
  Options options_;
  std::size_t current_ = 0;
  base::Timestamp compared_at_{};
  std::optional<base::Timestamp> split_since_;
  bool is_split_reported_ = false;
};

}  // namespace chain
