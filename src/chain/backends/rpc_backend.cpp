#include "chain/backends/rpc_backend.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <utility>

#include <fmt/format.h>

#include "json/json.h"

namespace chain {
namespace {

constexpr std::size_t kBatch = 200;
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

}  // namespace

RpcBackend::Answer<ChainState> RpcBackend::state() {
  const auto answer = co_await rpc_.call("getblockchaininfo", {}, rpc_.http().timeout());
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
  const auto answer = co_await rpc_.call("getblockhash", {height}, rpc_.http().timeout());
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
  return raw("getblockheader", std::move(hash), rpc_.http().timeout());
}

RpcBackend::Answer<Bytes> RpcBackend::raw_block(std::string hash) {
  return raw("getblock", std::move(hash), kBlockTimeoutFactor * rpc_.http().timeout());
}

// Verbosity false, not 0: Core takes both, bcoin only false.
RpcBackend::Answer<Bytes> RpcBackend::raw(std::string_view method, std::string hash,
                                          std::chrono::milliseconds timeout) {
  const auto answer = co_await rpc_.call(method, {hash, false}, timeout);
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
  const auto answer = co_await rpc_.call("getrawmempool", {}, rpc_.http().timeout());
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
    std::vector<std::string> ids) {
  FetchedTransactions fetched;
  for (std::size_t from = 0; from < ids.size(); from += kBatch) {
    const auto to = std::min(from + kBatch, ids.size());
    std::vector<boost::json::array> params;
    for (auto i = from; i < to; ++i) {
      params.push_back({ids[i], false});
    }
    const auto answers =
        co_await rpc_.call_all("getrawtransaction", std::move(params), rpc_.http().timeout());
    if (!answers) {
      fetched.error = answers.error().error;
      co_return fetched;
    }
    for (std::size_t i = 0; i < answers->size(); ++i) {
      const auto& answer = (*answers)[i];
      const auto* const text = answer ? answer->if_string() : nullptr;
      if (auto raw = text ? from_hex({text->data(), text->size()}) : std::nullopt) {
        fetched.transactions.push_back({ids[from + i], *std::move(raw)});
      }
    }
  }
  co_return fetched;
}

// waitforblockheight, because waitfornewblock misses a block that arrives before the wait begins;
// nodes have both or neither.
RpcBackend::Answer<bool> RpcBackend::wait_for_tip(shop::BlockId known,
                                                  std::chrono::milliseconds timeout) {
  if (!can_wait_) {
    co_return false;
  }
  const auto answer = co_await rpc_.call("waitforblockheight", {known.height + 1, timeout.count()},
                                         timeout + kWaitSlack);
  if (answer) {
    co_return true;
  }
  if (answer.error().code != kRpcMethodNotFound) {
    co_return std::unexpected(answer.error().error);
  }
  can_wait_ = false;
  co_return false;
}

std::unexpected<base::Error> RpcBackend::malformed_answer(std::string_view method) const {
  return rpc_.http().fail(base::ErrorKind::invalid,
                          fmt::format("gives an answer to {} that makes no sense", method));
}

}  // namespace chain
