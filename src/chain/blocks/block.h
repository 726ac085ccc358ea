// Blocks as nodes serialize them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "chain/blocks/transaction.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace chain {

struct Header {
  Hash256 hash{};
  Hash256 previous{};
  Hash256 merkle_root{};
  std::uint32_t time_s = 0;  // since 1970, as the miner says
  std::uint32_t target = 0;  // in the compact form (proof_of_work.h)
};

struct Block {
  Header header;
  std::vector<Transaction> transactions;
};

inline constexpr std::size_t kHeaderBytes = 80;

// Proves nothing. REQUIRES: kHeaderBytes bytes.
Header read_header(ByteView header);

// The hash that identifies a block. REQUIRES: kHeaderBytes bytes.
Hash256 hash_of_header(ByteView header);

// Reads a whole block, which refers to `raw`, and proves that its transactions are those of its
// header (Merkle root). Litecoin's MWEB part, after the transactions, is skipped.
// Errors (invalid): the bytes are not a block, or the proof fails.
base::Result<Block> parse_block(ByteView raw, Coin coin);

// The Merkle root of these ids, or nothing when two neighbours are the same, which allows different
// blocks with the same root (CVE-2012-2459). REQUIRES: at least one.
std::optional<Hash256> merkle_root(std::vector<Hash256> ids);

}  // namespace chain
