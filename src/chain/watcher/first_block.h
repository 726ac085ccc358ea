// The block with which the shop begins to follow a chain.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>

#include "base/error.h"
#include "chain/backends/backend_pool.h"
#include "chain/blocks/block.h"
#include "chain/keys/network.h"

namespace chain {

// The header of a block that `member` names by its height, which no block before it proves: its
// coinbase has to state it, wherever the network asks for that (coinbase.h). Errors: those of the
// pool; invalid (it does not: the member is noted as wrong). `pool` outlives the call.
boost::asio::awaitable<base::Result<Header>> prove_first_block(BackendPool& pool,
                                                               std::size_t member,
                                                               shop::BlockId block, Coin coin,
                                                               Network network);

}  // namespace chain
