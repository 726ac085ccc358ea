// Looks for payments in the mempool.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstring>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "chain/backends/failover_backend.h"
#include "chain/watcher/books.h"
#include "chain/watcher/payment_finder.h"

namespace chain {

// Fetches each transaction once while it waits. A deposit is marked as replaced when its
// transaction is missing in two consecutive looks and for `patience` (a restarted node has an empty
// mempool at first), while the backend is at the cursor. Not shared between threads; what it refers
// to outlives it.
class WaitingLook {
 public:
  WaitingLook(FailoverBackend& backend, const PaymentFinder& finder, Books& books,
              const base::Clock& clock, base::Logger& logger, std::chrono::milliseconds patience)
      : backend_(backend),
        finder_(finder),
        books_(books),
        clock_(clock),
        logger_(logger),
        patience_(patience) {}

  // Does nothing when the backend's tip is not `cursor`: a transaction missing from the mempool
  // may be in the next block. Errors: the backend's. Throws db::Failure.
  boost::asio::awaitable<base::Result<void>> look(shop::BlockId cursor);

  // Looks again at the transactions of reversed deposits, which may be back in the mempool, even if
  // they were fetched before.
  void expect_again(const std::vector<shop::Deposit>& reversed);

 private:
  struct IdHash {
    std::size_t operator()(const Hash256& id) const {
      std::size_t hash = 0;  // ids are hashes themselves
      std::memcpy(&hash, id.data(), sizeof hash);
      return hash;
    }
  };
  struct Absence {
    int looks = 0;  // consecutive
    base::Timestamp since;
  };
  using Ids = std::unordered_set<Hash256, IdHash>;

  std::vector<std::string> unseen(const std::vector<std::string>& ids) const;
  std::vector<FoundPayment> find(const std::vector<WaitingTransaction>& transactions) const;
  boost::asio::awaitable<void> drop_missing(const Ids& waiting);

  FailoverBackend& backend_;
  const PaymentFinder& finder_;
  Books& books_;
  const base::Clock& clock_;
  base::Logger& logger_;
  std::chrono::milliseconds patience_;
  Ids seen_;
  std::map<std::string, Absence> missing_;  // by txid
  std::string backend_name_;
  bool is_first_ = true;
};

}  // namespace chain
