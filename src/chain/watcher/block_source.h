// Blocks of a backend, proved.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "base/error.h"
#include "chain/backends/backend.h"
#include "chain/blocks/block.h"

namespace chain {

struct SourcedBlock {
  Bytes raw;  // what `block` refers to: moves along with it, but may not be copied
  Block block;

  SourcedBlock() = default;
  SourcedBlock(SourcedBlock&&) = default;
  SourcedBlock& operator=(SourcedBlock&&) = default;
};

// The block with this hash. Errors: the backend's; invalid (what came is no block, another one, or
// its transactions are not those of its header).
boost::asio::awaitable<base::Result<SourcedBlock>> fetch_block(Backend& backend, std::string hash,
                                                               Coin coin);

}  // namespace chain
