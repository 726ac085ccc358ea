#include "chain/backends/side_by_side.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>
#include <vector>

#include "chain/blocks/block.h"

namespace chain {
namespace {

using boost::asio::awaitable;
using boost::asio::experimental::awaitable_operators::operator&&;

constexpr std::size_t kLanes = 8;

class Fetching {
 public:
  Fetching(std::span<const std::string> ids, FetchOne fetch)
      : ids_(ids), fetch_(std::move(fetch)), answers_(ids.size()) {}

  awaitable<void> run(std::size_t lanes) {
    if (lanes > 1) {
      co_await (run_lane() && run(lanes - 1));
    } else {
      co_await run_lane();
    }
  }

  // In the order of the ids.
  FetchedTransactions take() {
    FetchedTransactions fetched{.transactions = {}, .error = std::move(error_)};
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (answers_[i]) {
        fetched.transactions.push_back({ids_[i], *std::move(answers_[i])});
      }
    }
    return fetched;
  }

 private:
  awaitable<void> run_lane() {
    while (next_ < ids_.size() && !error_) {
      const auto at = next_++;
      auto raw = co_await fetch_(ids_[at]);
      if (raw) {
        answers_[at] = *std::move(raw);
      } else if (raw.error().kind != base::ErrorKind::not_found && !error_) {
        error_ = std::move(raw.error());
      }
    }
  }

  std::span<const std::string> ids_;
  FetchOne fetch_;
  std::vector<std::optional<Bytes>> answers_;
  std::size_t next_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

awaitable<FetchedTransactions> fetch_side_by_side(std::span<const std::string> ids,
                                                  FetchOne fetch) {
  Fetching fetching(ids, std::move(fetch));
  co_await fetching.run(std::clamp<std::size_t>(ids.size(), 1, kLanes));
  co_return fetching.take();
}

base::Result<Bytes> header_of(base::Result<Bytes> block, base::Error refusal) {
  if (!block) {
    return block;
  }
  if (block->size() < kHeaderBytes) {
    return std::unexpected(std::move(refusal));
  }
  block->resize(kHeaderBytes);
  return block;
}

}  // namespace chain
