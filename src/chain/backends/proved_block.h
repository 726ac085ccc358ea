// Blocks, headers and transactions that are what they were asked for, whoever sent them.
#pragma once

#include <string>

#include "base/error.h"
#include "chain/backends/backend.h"
#include "chain/blocks/block.h"
#include "chain/keys/network.h"

namespace chain {

struct SourcedBlock {
  Bytes raw;  // `block` refers to it: may be moved together with it, but not copied
  Block block;

  SourcedBlock() = default;
  SourcedBlock(SourcedBlock&&) = default;
  SourcedBlock& operator=(SourcedBlock&&) = default;
};

// Errors of both (invalid): the bytes are not of the block with that hash, or it has not the work
// that its network asks for (proof_of_work.h).
base::Result<Header> prove_header(ByteView raw, const std::string& hash, Coin coin,
                                  Network network);
// Proves also that the transactions are those of its header.
base::Result<SourcedBlock> prove_block(Bytes raw, const std::string& hash, Coin coin,
                                       Network network);

// Whether it is the transaction with that id. Those of MWEB have ids that nobody can check.
bool is_proved(const WaitingTransaction& transaction, Coin coin);

}  // namespace chain
