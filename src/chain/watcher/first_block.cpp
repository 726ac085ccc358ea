#include "chain/watcher/first_block.h"

#include <fmt/format.h>

#include "chain/blocks/coinbase.h"

namespace chain {

boost::asio::awaitable<base::Result<Header>> prove_first_block(BackendPool& pool,
                                                               std::size_t member,
                                                               shop::BlockId block, Coin coin,
                                                               Network network) {
  const auto sourced = co_await pool.block(block.hash, member);
  if (!sourced) {
    co_return std::unexpected(sourced.error());
  }
  if (!may_stand_at(sourced->block, block.height, coin, network)) {
    co_return std::unexpected(pool.note_contradiction(
        member, fmt::format("names as block {} one whose coinbase does not say that height, so the "
                            "shop does not begin with it: mend the backend, or leave it out of "
                            "{}_BACKEND",
                            block.height, code_of(coin))));
  }
  co_return sourced->block.header;
}

}  // namespace chain
