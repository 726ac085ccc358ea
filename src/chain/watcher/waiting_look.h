// Looks for payments in the mempool.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstring>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "chain/backends/backend_pool.h"
#include "chain/watcher/books.h"
#include "chain/watcher/payment_finder.h"

namespace chain {

// Fetches each transaction once while it waits, those that came since the last look before older
// ones: what is more than a backend can send in one look comes in later looks. A deposit is marked
// as replaced when its transaction is missing in two consecutive looks of a backend and for
// `patience` (a restarted node has an empty mempool at first), while the backend is at the cursor.
// Not shared between threads; what it refers to outlives it.
class WaitingLook {
 public:
  WaitingLook(BackendPool& backends, const PaymentFinder& finder, Books& books,
              const base::Clock& clock, base::Logger& logger, std::chrono::milliseconds patience)
      : backends_(backends),
        finder_(finder),
        books_(books),
        clock_(clock),
        logger_(logger),
        patience_(patience) {}

  // Nothing is taken for missing when the backend's tip is not `cursor`: it may be in the next
  // block. What cannot be had now is looked for again; the pool logs why. Returns whether a
  // transaction was fetched that pays to the shop. Throws db::Failure.
  boost::asio::awaitable<bool> look(shop::BlockId cursor);

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
  using Times = std::unordered_map<Hash256, base::Timestamp, IdHash>;

  // Those to fetch now, at most `max`; the others become old.
  std::vector<std::string> choose(const std::vector<std::string>& ids, std::size_t max);
  std::vector<FoundPayment> find(const std::vector<WaitingTransaction>& transactions) const;
  boost::asio::awaitable<bool> fetch(const Mempool& mempool);
  void forget_gone(const Ids& waiting);
  boost::asio::awaitable<void> drop_missing(std::size_t member, const Ids& waiting);

  BackendPool& backends_;
  const PaymentFinder& finder_;
  Books& books_;
  const base::Clock& clock_;
  base::Logger& logger_;
  std::chrono::milliseconds patience_;
  Times seen_;  // have been fetched; when they were last listed
  Ids old_;     // were there in an earlier look, and have not been fetched
  std::map<std::string, Absence> missing_;  // by txid
  std::size_t missing_from_ = 0;            // the member
  bool is_backlog_logged_ = false;
};

}  // namespace chain
