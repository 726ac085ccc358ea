#include "chain/backends/esplora_backend.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "chain/backends/side_by_side.h"
#include "chain/blocks/block.h"
#include "json/json.h"

namespace chain {
namespace {

constexpr std::size_t kTransactionsPerLook = 500;

// The answer to /block/HASH.
struct BlockInfo {
  std::string id;
  std::int64_t height = -1;
};
BOOST_DESCRIBE_STRUCT(BlockInfo, (), (id, height))

// "/block/…/raw" of "/block/00f2/raw": the page without what it is asked for.
std::string shape_of(std::string_view path) {
  std::string shape;
  for (const auto part : base::split(path.substr(1), '/')) {
    const bool is_name = std::ranges::none_of(part, base::is_ascii_digit);
    shape += fmt::format("/{}", is_name ? part : std::string_view("…"));
  }
  return shape;
}

}  // namespace

EsploraBackend::Answer<ChainState> EsploraBackend::state() {
  const auto tip = co_await hash("/blocks/tip/hash");
  if (!tip && tip.error().kind == base::ErrorKind::not_found) {
    co_return malformed_answer();
  }
  if (!tip) {
    co_return std::unexpected(tip.error());
  }
  const auto body = co_await text("/block/" + *tip, {http_.timeout()});
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

// 404 is the answer for a block that is not there, and of a server without that page.
EsploraBackend::Answer<Bytes> EsploraBackend::raw_header(std::string hash) {
  if (!header_.holds(http_.now())) {
    const auto body = co_await text(fmt::format("/block/{}/header", hash), {http_.timeout()});
    auto raw = body ? from_hex(base::trim(*body)) : std::nullopt;
    if (raw && raw->size() == kHeaderBytes) {
      co_return *std::move(raw);
    }
    if (body) {
      co_return malformed_answer();
    }
    if (body.error().kind != base::ErrorKind::not_found &&
        body.error().kind != base::ErrorKind::forbidden) {
      co_return std::unexpected(body.error());
    }
  }
  auto header = header_of(co_await raw_block(std::move(hash)), malformed_answer().error());
  if (header && !header_.holds(http_.now())) {
    header_.note(http_.now());
    http_.note_refused("/block/…/header");
  }
  co_return header;
}

EsploraBackend::Answer<Bytes> EsploraBackend::raw_block(std::string hash) {
  const auto body = co_await text(fmt::format("/block/{}/raw", hash),
                                  {kBlockTimeoutFactor * http_.timeout(), kBlockBytesMax});
  if (!body) {
    co_return std::unexpected(body.error());
  }
  co_return Bytes(body->begin(), body->end());
}

EsploraBackend::Answer<std::vector<std::string>> EsploraBackend::waiting_ids() {
  const auto body =
      co_await text("/mempool/txids", {kBlockTimeoutFactor * http_.timeout(), kAnswerBytesMax});
  if (!body && body.error().kind == base::ErrorKind::not_found) {
    http_.note_refused("/mempool/txids");
    co_return http_.fail(base::ErrorKind::forbidden, "has no page /mempool/txids");
  }
  if (!body) {
    co_return std::unexpected(body.error());
  }
  if (!has_few_values(*body)) {
    co_return malformed_answer();
  }
  auto ids = json::parse<std::vector<std::string>>(*body, kLenient, kAnswerLimits);
  if (!ids || !std::ranges::all_of(*ids, is_id)) {
    co_return malformed_answer();
  }
  co_return *std::move(ids);
}

boost::asio::awaitable<FetchedTransactions> EsploraBackend::waiting_transactions(
    std::vector<std::string> ids, FetchBounds bounds) {
  Gathered gathered(bounds);
  co_await fetch_side_by_side(ids, gathered, [&](std::string id) -> Answer<Bytes> {
    const auto raw = co_await text(
        fmt::format("/tx/{}/raw", id),
        {time_until(bounds.deadline, http_.timeout()), kTransactionBytesMax, Purpose::mempool});
    if (!raw) {
      co_return std::unexpected(raw.error());
    }
    co_return Bytes(raw->begin(), raw->end());
  });
  co_return gathered.take();
}

std::size_t EsploraBackend::transactions_per_look() const {
  return std::min(http_.left_for_mempool().value_or(kTransactionsPerLook), kTransactionsPerLook);
}

EsploraBackend::Answer<bool> EsploraBackend::wait_for_tip(shop::BlockId,
                                                          std::chrono::milliseconds) {
  co_return false;
}

EsploraBackend::Answer<std::string> EsploraBackend::text(std::string path, AnswerBounds bounds) {
  const auto page = shape_of(path);
  auto response = co_await http_.get(std::move(path), bounds);
  if (!response) {
    co_return std::unexpected(std::move(response.error()));
  }
  if (response->status == kForbiddenStatus) {
    http_.note_refused(page);
    co_return http_.fail(base::ErrorKind::forbidden,
                         fmt::format("does not allow {} (HTTP 403): ask who runs it, or check "
                                     "BLOCKCHAIN_API_KEY",
                                     page));
  }
  if (response->status != 200) {
    co_return http_.fail_with_status(response->status);
  }
  http_.note_done(page);
  co_return std::move(response->body);
}

EsploraBackend::Answer<std::string> EsploraBackend::hash(std::string path) {
  const auto body = co_await text(std::move(path), {http_.timeout()});
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
