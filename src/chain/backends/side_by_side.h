// Many requests for one transaction each, and what has come of them.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "chain/backends/backend.h"

namespace chain {

// What has come within its bounds, in any order. REQUIRES: one thread.
class Gathered {
 public:
  explicit Gathered(FetchBounds bounds) : bounds_(std::move(bounds)) {}

  // Whether no more is to be asked for.
  bool is_full() const;
  // One that fails the check ends all.
  void add(WaitingTransaction transaction);
  // The first error counts.
  void stop(base::Error error);
  FetchedTransactions take() { return std::move(fetched_); }

 private:
  FetchBounds bounds_;
  std::size_t bytes_ = 0;
  FetchedTransactions fetched_;
};

using FetchOne = std::function<boost::asio::awaitable<base::Result<Bytes>>(std::string txid)>;

// Fetches `ids`, eight at a time; leaves out those that are not found, and begins no more once one
// fails otherwise, or `gathered` is full. REQUIRES: one thread.
boost::asio::awaitable<void> fetch_side_by_side(std::span<const std::string> ids,
                                                Gathered& gathered, FetchOne fetch);

// The header of a block, which begins with it. Errors (invalid): `refusal`, the block is too short.
base::Result<Bytes> header_of(base::Result<Bytes> block, base::Error refusal);

}  // namespace chain
