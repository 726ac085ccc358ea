#include "chain/backends/side_by_side.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <chrono>
#include <utility>

#include "chain/blocks/block.h"

namespace chain {
namespace {

using boost::asio::awaitable;
using boost::asio::experimental::awaitable_operators::operator&&;

constexpr std::size_t kLanes = 8;

class Lanes {
 public:
  Lanes(std::span<const std::string> ids, Gathered& gathered, FetchOne fetch)
      : ids_(ids), gathered_(gathered), fetch_(std::move(fetch)) {}

  awaitable<void> run(std::size_t lanes) {
    if (lanes > 1) {
      co_await (run_lane() && run(lanes - 1));
    } else {
      co_await run_lane();
    }
  }

 private:
  awaitable<void> run_lane() {
    while (next_ < ids_.size() && !gathered_.is_full()) {
      const auto& id = ids_[next_++];
      auto raw = co_await fetch_(id);
      if (raw) {
        gathered_.add({id, *std::move(raw)});
      } else if (raw.error().kind != base::ErrorKind::not_found) {
        gathered_.stop(std::move(raw.error()));
      }
    }
  }

  std::span<const std::string> ids_;
  Gathered& gathered_;
  FetchOne fetch_;
  std::size_t next_ = 0;
};

}  // namespace

bool Gathered::is_full() const {
  return fetched_.error || bytes_ >= bounds_.bytes ||
         std::chrono::steady_clock::now() >= bounds_.deadline;
}

void Gathered::add(WaitingTransaction transaction) {
  if (auto checked = bounds_.check ? bounds_.check(transaction) : base::Result<void>(); !checked) {
    stop(std::move(checked.error()));
    return;
  }
  bytes_ += transaction.raw.size();
  fetched_.transactions.push_back(std::move(transaction));
}

void Gathered::stop(base::Error error) {
  if (!fetched_.error) {
    fetched_.error = std::move(error);
  }
}

awaitable<void> fetch_side_by_side(std::span<const std::string> ids, Gathered& gathered,
                                   FetchOne fetch) {
  Lanes lanes(ids, gathered, std::move(fetch));
  co_await lanes.run(std::clamp<std::size_t>(ids.size(), 1, kLanes));
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
