#include "watcher/simulation/world_backend.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "chain/backends/side_by_side.h"
#include "chain/blocks/block.h"

namespace simulation {
namespace {

constexpr std::string_view kPage = "<html><body>502 Bad Gateway</body></html>";

}  // namespace

boost::asio::awaitable<base::Result<void>> WorldBackend::begin() {
  co_await listener_.before_answer();
  switch (world_.trouble(number_)) {
    case Trouble::down:
      co_return base::fail(base::ErrorKind::unavailable, name() + " does not answer.");
    case Trouble::refused:
      co_return base::fail(base::ErrorKind::forbidden, name() + " refuses the key.");
    case Trouble::none:
    case Trouble::nonsense:
    case Trouble::half_blocks:
    case Trouble::other_blocks:
    case Trouble::forged_blocks:
    case Trouble::no_mempool:
    case Trouble::no_headers:
    case Trouble::limits:
    case Trouble::stale:
    case Trouble::invents:
    case Trouble::branches:
    case Trouble::elsewhere:
      co_return base::Result<void>();
  }
  std::unreachable();
}

chain::Bytes WorldBackend::damaged(chain::Bytes raw) const {
  switch (world_.trouble(number_)) {
    case Trouble::nonsense:
      return {kPage.begin(), kPage.end()};
    case Trouble::half_blocks:
      raw.resize(raw.size() / 2);
      return raw;
    case Trouble::other_blocks:
      return chain().front()->raw;
    case Trouble::forged_blocks:
      raw[raw.size() - 6] ^= 1U;  // in the script of the last output
      return raw;
    case Trouble::none:
    case Trouble::down:
    case Trouble::refused:
    case Trouble::no_mempool:
    case Trouble::no_headers:
    case Trouble::limits:
    case Trouble::stale:
    case Trouble::invents:
    case Trouble::branches:
    case Trouble::elsewhere:
      return raw;
  }
  std::unreachable();
}

// A backend with a chain of its own knows no waiting transaction.
bool WorldBackend::is_waiting(const Transaction& transaction) const {
  return transaction.place == Transaction::Place::waiting &&
         world_.trouble(number_) < Trouble::stale;
}

WorldBackend::Answer<chain::ChainState> WorldBackend::state() {
  if (const auto ready = co_await begin(); !ready) {
    co_return std::unexpected(ready.error());
  }
  const auto height = static_cast<std::int64_t>(chain().size()) - 1;
  co_return chain::ChainState{.tip = {height, chain().back()->id}, .header_height = height};
}

WorldBackend::Answer<std::string> WorldBackend::block_hash(std::int64_t height) {
  if (const auto ready = co_await begin(); !ready) {
    co_return std::unexpected(ready.error());
  }
  const auto at = static_cast<std::size_t>(height);
  co_return at < chain().size() ? base::Result<std::string>(chain()[at]->id)
                                : base::fail(base::ErrorKind::not_found, "no such height");
}

WorldBackend::Answer<chain::Bytes> WorldBackend::raw_header(std::string hash) {
  if (world_.trouble(number_) == Trouble::no_headers) {
    co_return base::fail(base::ErrorKind::forbidden, name() + " does not allow getblockheader.");
  }
  auto raw = co_await raw_block(std::move(hash));
  if (raw && raw->size() > chain::kHeaderBytes) {
    raw->resize(chain::kHeaderBytes);
  }
  co_return raw;
}

WorldBackend::Answer<chain::Bytes> WorldBackend::raw_block(std::string hash) {
  if (const auto ready = co_await begin(); !ready) {
    co_return std::unexpected(ready.error());
  }
  const auto block =
      std::ranges::find_if(chain(), [&](const auto& candidate) { return candidate->id == hash; });
  co_return block != chain().end() ? base::Result<chain::Bytes>(damaged((*block)->raw))
                                   : base::fail(base::ErrorKind::not_found, "no such block");
}

WorldBackend::Answer<std::vector<std::string>> WorldBackend::waiting_ids() {
  if (const auto ready = co_await begin(); !ready) {
    co_return std::unexpected(ready.error());
  }
  if (world_.trouble(number_) == Trouble::no_mempool) {
    co_return base::fail(base::ErrorKind::forbidden, name() + " does not allow getrawmempool.");
  }
  listener_.before_look();
  std::vector<std::string> ids;
  for (const auto& transaction : world_.transactions()) {
    if (is_waiting(transaction)) {
      ids.push_back(transaction.txid);
    }
  }
  co_return ids;
}

boost::asio::awaitable<chain::FetchedTransactions> WorldBackend::waiting_transactions(
    std::vector<std::string> ids, chain::FetchBounds bounds) {
  if (const auto ready = co_await begin(); !ready) {
    co_return chain::FetchedTransactions{.transactions = {}, .error = ready.error()};
  }
  chain::Gathered gathered(std::move(bounds));
  for (const auto& transaction : world_.transactions()) {
    if (is_waiting(transaction) && std::ranges::find(ids, transaction.txid) != ids.end()) {
      gathered.add({.txid = transaction.txid, .raw = transaction.raw});
    }
  }
  auto fetched = gathered.take();
  if (world_.trouble(number_) == Trouble::limits && fetched.transactions.size() > 1) {
    fetched.transactions.resize(1);
    fetched.error = {base::ErrorKind::unavailable, name() + " is asked too often."};
  }
  co_return fetched;
}

// Returns at once, since the world changes with each call.
WorldBackend::Answer<bool> WorldBackend::wait_for_tip(shop::BlockId, std::chrono::milliseconds) {
  if (const auto ready = co_await begin(); !ready) {
    co_return std::unexpected(ready.error());
  }
  co_return true;
}

}  // namespace simulation
