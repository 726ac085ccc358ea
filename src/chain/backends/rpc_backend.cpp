#include "chain/backends/rpc_backend.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "json/json.h"

namespace chain {
namespace {

constexpr std::size_t kBatch = 200;
constexpr std::size_t kShrink = 4;
constexpr std::size_t kBatchesPerLook = 100;
constexpr std::size_t kSinglePerLook = 2'000;  // eight at a time
constexpr std::chrono::minutes kFirstWaitPause{1};
constexpr std::chrono::seconds kAtOnce{1};
constexpr int kEmptyWaitsMax = 20;
constexpr std::chrono::seconds kWaitSlack{10};

// The answer to getblockchaininfo. bcoin has no initialblockdownload.
struct ChainInfo {
  std::int64_t blocks = -1;
  std::int64_t headers = -1;
  std::string bestblockhash;
  bool initialblockdownload = false;
  bool pruned = false;
  std::optional<std::int64_t> pruneheight;
};
BOOST_DESCRIBE_STRUCT(ChainInfo, (),
                      (blocks, headers, bestblockhash, initialblockdownload, pruned, pruneheight))

// Of getblockheader and waitforblockheight.
struct HeaderInfo {
  std::int64_t height = -1;
};
BOOST_DESCRIBE_STRUCT(HeaderInfo, (), (height))

// An answer to one call of a batch, if it is no refusal of the batch.
bool is_answered(const RpcResult<boost::json::value>& answer) {
  if (answer) {
    return true;
  }
  const auto& [code, error] = answer.error();
  return code != 0 && error.kind != base::ErrorKind::forbidden &&
         error.kind != base::ErrorKind::unavailable;
}

}  // namespace

// A node that refuses getblockchaininfo cannot tell that it is downloading, or pruned.
RpcBackend::Answer<ChainState> RpcBackend::state() {
  const auto now = rpc_.http().now();
  std::optional<base::Result<ChainState>> refused;
  if (!info_.holds(now)) {
    refused = co_await state_by_info();
    if (*refused || refused->error().kind != base::ErrorKind::forbidden) {
      co_return *std::move(refused);
    }
  }
  auto state = co_await state_by_count();
  if (!state && state.error().kind == base::ErrorKind::forbidden) {
    state = co_await state_by_best_block();
  }
  if (state && refused) {
    info_.note(now);
  }
  co_return state || !refused ? std::move(state) : *std::move(refused);
}

RpcBackend::Answer<ChainState> RpcBackend::state_by_count() {
  const auto answer = co_await rpc_.call("getblockcount", {}, {rpc_.http().timeout()});
  if (!answer) {
    co_return std::unexpected(answer.error().error);
  }
  const auto height = json::decode<std::int64_t>(*answer, kLenient);
  if (!height || *height < 0) {
    co_return malformed_answer("getblockcount");
  }
  auto hash = co_await block_hash(*height);
  if (!hash) {
    co_return std::unexpected(std::move(hash.error()));
  }
  co_return ChainState{.tip = {*height, *std::move(hash)}, .header_height = *height};
}

RpcBackend::Answer<ChainState> RpcBackend::state_by_best_block() {
  const auto answer = co_await rpc_.call("getbestblockhash", {}, {rpc_.http().timeout()});
  if (!answer) {
    co_return std::unexpected(answer.error().error);
  }
  auto hash = json::decode<std::string>(*answer, kLenient);
  if (!hash || !is_id(*hash)) {
    co_return malformed_answer("getbestblockhash");
  }
  const auto described =
      co_await rpc_.call("getblockheader", {*hash, true}, {rpc_.http().timeout()});
  if (!described) {
    co_return std::unexpected(described.error().error);
  }
  const auto header = json::decode<HeaderInfo>(*described, kLenient);
  if (!header || header->height < 0) {
    co_return malformed_answer("getblockheader");
  }
  co_return ChainState{.tip = {header->height, *std::move(hash)}, .header_height = header->height};
}

RpcBackend::Answer<ChainState> RpcBackend::state_by_info() {
  const auto answer = co_await rpc_.call("getblockchaininfo", {}, {rpc_.http().timeout()});
  if (!answer) {
    co_return std::unexpected(answer.error().error);
  }
  const auto info = json::decode<ChainInfo>(*answer, kLenient);
  if (!info || info->blocks < 0 || !is_id(info->bestblockhash)) {
    co_return malformed_answer("getblockchaininfo");
  }
  co_return ChainState{.tip = {info->blocks, info->bestblockhash},
                       .first_height = info->pruned ? info->pruneheight.value_or(0) : 0,
                       .is_syncing = info->initialblockdownload,
                       .header_height = std::max(info->headers, info->blocks)};
}

RpcBackend::Answer<std::string> RpcBackend::block_hash(std::int64_t height) {
  const auto answer = co_await rpc_.call("getblockhash", {height}, {rpc_.http().timeout()});
  if (!answer) {
    co_return std::unexpected(answer.error().error);
  }
  auto hash = json::decode<std::string>(*answer, kLenient);
  if (!hash || !is_id(*hash)) {
    co_return malformed_answer("getblockhash");
  }
  co_return *std::move(hash);
}

RpcBackend::Answer<Bytes> RpcBackend::raw_header(std::string hash) {
  if (!header_.holds(rpc_.http().now())) {
    auto header = co_await raw("getblockheader", hash, {rpc_.http().timeout()});
    if (header || header.error().kind != base::ErrorKind::forbidden) {
      co_return header;
    }
  }
  auto header =
      header_of(co_await raw_block(std::move(hash)), malformed_answer("getblock").error());
  if (header && !header_.holds(rpc_.http().now())) {
    header_.note(rpc_.http().now());
  }
  co_return header;
}

RpcBackend::Answer<Bytes> RpcBackend::raw_block(std::string hash) {
  return raw("getblock", std::move(hash),
             {kBlockTimeoutFactor * rpc_.http().timeout(), hex_answer_max(kBlockBytesMax)});
}

// Verbosity false, not 0: Core takes both, bcoin only false.
RpcBackend::Answer<Bytes> RpcBackend::raw(std::string_view method, std::string id,
                                          AnswerBounds bounds) {
  const auto answer = co_await rpc_.call(method, {id, false}, bounds);
  if (!answer) {
    auto error = answer.error().error;
    if (answer.error().code == kRpcMiscError) {
      error.kind = base::ErrorKind::not_found;
    }
    co_return std::unexpected(std::move(error));
  }
  const auto* const text = answer->if_string();
  auto raw = text ? from_hex({text->data(), text->size()}) : std::nullopt;
  if (!raw) {
    co_return malformed_answer(method);
  }
  co_return *std::move(raw);
}

RpcBackend::Answer<std::vector<std::string>> RpcBackend::waiting_ids() {
  const auto answer = co_await rpc_.call(
      "getrawmempool", {}, {kBlockTimeoutFactor * rpc_.http().timeout(), kAnswerBytesMax});
  if (!answer) {
    co_return std::unexpected(answer.error().error);
  }
  auto ids = json::decode<std::vector<std::string>>(*answer, kLenient);
  if (!ids || !std::ranges::all_of(*ids, is_id)) {
    co_return malformed_answer("getrawmempool");
  }
  co_return *std::move(ids);
}

boost::asio::awaitable<FetchedTransactions> RpcBackend::waiting_transactions(
    std::vector<std::string> ids, FetchBounds bounds) {
  Gathered gathered(bounds);
  std::span<const std::string> rest = ids;
  while (!rest.empty() && !gathered.is_full()) {
    const auto size = std::min(batch_size(), rest.size());
    const bool is_single = size == 1;
    if (is_single) {
      co_await fetch_singly(rest, bounds, gathered);
      break;
    }
    if (co_await fetch_batch(rest.first(size), bounds, gathered)) {
      rest = rest.subspan(size);
      continue;
    }
    // Is it the batch that the node does not take, or all calls?
    const auto one = co_await raw("getrawtransaction", rest.front(), bounds_of_transaction(bounds));
    if (one || one.error().kind == base::ErrorKind::not_found) {
      batch_size_ = std::max<std::size_t>(size / kShrink, 1);
      large_batch_.note(rpc_.http().now());
    } else {
      gathered.stop(one.error());
    }
  }
  co_return gathered.take();
}

std::size_t RpcBackend::transactions_per_look() const {
  return std::max(batch_size() * kBatchesPerLook, kSinglePerLook);
}

std::size_t RpcBackend::batch_size() const {
  return large_batch_.holds(rpc_.http().now()) ? batch_size_ : kBatch;
}

AnswerBounds RpcBackend::bounds_of_transaction(const FetchBounds& bounds) const {
  return {time_until(bounds.deadline, rpc_.http().timeout()), hex_answer_max(kTransactionBytesMax)};
}

// Half of the time, so that a smaller batch may be tried.
boost::asio::awaitable<bool> RpcBackend::fetch_batch(std::span<const std::string> ids,
                                                     const FetchBounds& bounds,
                                                     Gathered& gathered) {
  std::vector<boost::json::array> params;
  for (const auto& id : ids) {
    params.push_back({id, false});
  }
  const auto now = std::chrono::steady_clock::now();
  const auto deadline = now + (bounds.deadline - now) / 2;
  const auto answers = co_await rpc_.call_all(
      "getrawtransaction", std::move(params),
      {time_until(deadline, rpc_.http().timeout()), hex_answer_max(kTransactionBytesMax)});
  if (!answers || !std::ranges::all_of(*answers, is_answered)) {
    co_return false;
  }
  for (std::size_t i = 0; i < ids.size() && !gathered.is_full(); ++i) {
    const auto& answer = (*answers)[i];
    const auto* const text = answer ? answer->if_string() : nullptr;
    if (auto raw = text ? from_hex({text->data(), text->size()}) : std::nullopt) {
      gathered.add({ids[i], *std::move(raw)});
    }
  }
  co_return true;
}

boost::asio::awaitable<void> RpcBackend::fetch_singly(std::span<const std::string> ids,
                                                      const FetchBounds& bounds,
                                                      Gathered& gathered) {
  co_await fetch_side_by_side(ids, gathered, [&](std::string id) {
    return raw("getrawtransaction", std::move(id), bounds_of_transaction(bounds));
  });
}

// waitforblockheight, because waitfornewblock misses a block that arrives before the wait begins;
// nodes have both or neither. Proxies cut long requests, or answer in place of the node at once;
// the demo's node answers when a payment comes, too.
RpcBackend::Answer<bool> RpcBackend::wait_for_tip(shop::BlockId known,
                                                  std::chrono::milliseconds timeout) {
  const auto began = rpc_.http().now();
  if (wait_.holds(began)) {
    co_return false;
  }
  const auto answer = co_await rpc_.call("waitforblockheight", {known.height + 1, timeout.count()},
                                         {timeout + kWaitSlack});
  const auto tip =
      answer ? json::decode<HeaderInfo>(*answer, kLenient) : base::Result<HeaderInfo>(HeaderInfo{});
  const bool is_at_once =
      rpc_.http().now() - began < std::min<std::chrono::milliseconds>(kAtOnce, timeout / 2);
  empty_waits_ = tip && tip->height <= known.height && is_at_once ? empty_waits_ + 1 : 0;
  if (answer && tip && empty_waits_ < kEmptyWaitsMax) {
    wait_pause_ = {};
    co_return true;
  }
  empty_waits_ = 0;
  note_no_wait(answer ? base::ErrorKind::invalid : answer.error().error.kind);
  co_return false;
}

void RpcBackend::note_no_wait(base::ErrorKind kind) {
  wait_pause_ = kind == base::ErrorKind::forbidden
                    ? kSeldom
                    : std::clamp<std::chrono::seconds>(2 * wait_pause_, kFirstWaitPause, kSeldom);
  wait_.note(rpc_.http().now(), wait_pause_);
}

std::unexpected<base::Error> RpcBackend::malformed_answer(std::string_view method) const {
  return rpc_.http().fail(base::ErrorKind::invalid,
                          fmt::format("gives an answer to {} that makes no sense", method));
}

}  // namespace chain
