#include "chain/backends/esplora_backend.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/describe/class.hpp>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "chain/blocks/block.h"
#include "json/json.h"

namespace chain {
namespace {

using boost::asio::experimental::awaitable_operators::operator&&;

constexpr int kHalvings = 3;  // eight requests for transactions at a time

// The answer to /block/HASH.
struct BlockInfo {
  std::string id;
  std::int64_t height = -1;
};
BOOST_DESCRIBE_STRUCT(BlockInfo, (), (id, height))

}  // namespace

EsploraBackend::Answer<ChainState> EsploraBackend::state() {
  const auto tip = co_await hash("/blocks/tip/hash");
  if (!tip) {
    co_return std::unexpected(tip.error());
  }
  const auto body = co_await text("/block/" + *tip, http_.timeout());
  if (!body) {
    co_return std::unexpected(body.error());
  }
  const auto info = json::parse<BlockInfo>(*body, kLenient);
  if (!info || info->id != *tip || info->height < 0) {
    co_return malformed_answer();
  }
  co_return ChainState{.tip = {info->height, *tip}, .header_height = info->height};
}

EsploraBackend::Answer<std::string> EsploraBackend::block_hash(std::int64_t height) {
  co_return co_await hash(fmt::format("/block-height/{}", height));
}

EsploraBackend::Answer<Bytes> EsploraBackend::raw_header(std::string hash) {
  const auto body = co_await text(fmt::format("/block/{}/header", hash), http_.timeout());
  if (!body) {
    co_return std::unexpected(body.error());
  }
  auto raw = from_hex(base::trim(*body));
  if (!raw || raw->size() != kHeaderBytes) {
    co_return malformed_answer();
  }
  co_return *std::move(raw);
}

EsploraBackend::Answer<Bytes> EsploraBackend::raw_block(std::string hash) {
  const auto body =
      co_await text(fmt::format("/block/{}/raw", hash), kBlockTimeoutFactor * http_.timeout());
  if (!body) {
    co_return std::unexpected(body.error());
  }
  co_return Bytes(body->begin(), body->end());
}

EsploraBackend::Answer<std::vector<std::string>> EsploraBackend::waiting_ids() {
  const auto body = co_await text("/mempool/txids", http_.timeout());
  if (!body) {
    co_return std::unexpected(body.error());
  }
  auto ids = json::parse<std::vector<std::string>>(*body, kLenient, kAnswerLimits);
  if (!ids || !std::ranges::all_of(*ids, is_id)) {
    co_return malformed_answer();
  }
  co_return *std::move(ids);
}

boost::asio::awaitable<FetchedTransactions> EsploraBackend::waiting_transactions(
    std::vector<std::string> ids) {
  co_return co_await fetch(ids, kHalvings);
}

// Fetches the halves concurrently, so that 2^halvings requests are under way.
boost::asio::awaitable<FetchedTransactions> EsploraBackend::fetch(std::span<const std::string> ids,
                                                                  int halvings) {
  if (halvings > 0 && ids.size() > 1) {
    auto [left, right] = co_await (fetch(ids.first(ids.size() / 2), halvings - 1) &&
                                   fetch(ids.subspan(ids.size() / 2), halvings - 1));
    std::ranges::move(right.transactions, std::back_inserter(left.transactions));
    left.error = left.error ? left.error : right.error;
    co_return std::move(left);
  }
  FetchedTransactions fetched;
  for (const auto& id : ids) {
    const auto raw = co_await text(fmt::format("/tx/{}/raw", id), http_.timeout());
    if (raw) {
      fetched.transactions.push_back({id, Bytes(raw->begin(), raw->end())});
    } else if (raw.error().kind != base::ErrorKind::not_found) {
      fetched.error = raw.error();
      break;
    }
  }
  co_return fetched;
}

EsploraBackend::Answer<bool> EsploraBackend::wait_for_tip(shop::BlockId,
                                                          std::chrono::milliseconds) {
  co_return false;
}

EsploraBackend::Answer<std::string> EsploraBackend::text(std::string path,
                                                         std::chrono::milliseconds timeout) {
  auto response = co_await http_.get(std::move(path), timeout);
  if (!response) {
    co_return std::unexpected(std::move(response.error()));
  }
  if (response->status != 200) {
    co_return http_.fail_with_status(response->status);
  }
  co_return std::move(response->body);
}

EsploraBackend::Answer<std::string> EsploraBackend::hash(std::string path) {
  const auto body = co_await text(std::move(path), http_.timeout());
  if (!body) {
    co_return std::unexpected(body.error());
  }
  const auto trimmed = base::trim(*body);
  if (!is_id(trimmed)) {
    co_return malformed_answer();
  }
  co_return std::string(trimmed);
}

std::unexpected<base::Error> EsploraBackend::malformed_answer() const {
  return http_.fail(base::ErrorKind::invalid,
                    "gives an answer that is none of Esplora's: check its address");
}

}  // namespace chain
