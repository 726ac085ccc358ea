#include "chain/watcher/block_source.h"

#include <utility>

#include <fmt/format.h>

namespace chain {

boost::asio::awaitable<base::Result<SourcedBlock>> fetch_block(Backend& backend, std::string hash,
                                                               Coin coin) {
  auto raw = co_await backend.raw_block(hash);
  if (!raw) {
    co_return std::unexpected(std::move(raw.error()));
  }
  SourcedBlock sourced;
  sourced.raw = *std::move(raw);
  if (sourced.raw.size() >= kHeaderBytes &&
      to_id(hash_of_header(ByteView(sourced.raw).first(kHeaderBytes))) != hash) {
    co_return base::invalid(
        fmt::format("The backend {} sent another block than {}, or none.", backend.name(), hash));
  }
  auto block = parse_block(sourced.raw, coin);
  if (!block) {
    co_return base::fail(
        block.error().kind,
        fmt::format("{} (backend {}, block {})", block.error().message, backend.name(), hash));
  }
  sourced.block = *std::move(block);
  co_return sourced;
}

}  // namespace chain
