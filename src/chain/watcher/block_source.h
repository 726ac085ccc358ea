// Fetches blocks of a backend and verifies them.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "base/error.h"
#include "chain/backends/backend.h"
#include "chain/blocks/block.h"

namespace chain {

struct SourcedBlock {
  Bytes raw;  // `block` refers to it: may be moved together with it, but not copied
  Block block;

  SourcedBlock() = default;
  SourcedBlock(SourcedBlock&&) = default;
  SourcedBlock& operator=(SourcedBlock&&) = default;
};

// The block with this hash. Errors: the backend's; invalid (the bytes are not a block, are
// another one, or its transactions do not match its header).
boost::asio::awaitable<base::Result<SourcedBlock>> fetch_block(Backend& backend, std::string hash,
                                                               Coin coin);

}  // namespace chain
