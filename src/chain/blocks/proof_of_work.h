// Proof of work: what a block's header has cost to make, which no backend can invent.
//
// The rules that a header can be held against alone or with the one before it; those that need two
// weeks of headers (the exact target at a change) are bounded instead.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "chain/blocks/block.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace chain {

// The expected number of hashes. A chain's is the sum of its blocks'.
using Work = boost::multiprecision::uint256_t;

// The target of a header's compact form; nothing when it is negative, zero or too large.
std::optional<Work> target_of(std::uint32_t compact);

// Of a block with that target. REQUIRES: target_of() has one.
Work work_of(std::uint32_t compact);

// Checks that the header's hash (SHA-256d, Litecoin's scrypt) meets its target, and that the target
// is none that the network's blocks never have. Takes up to a millisecond with scrypt.
// Errors (invalid): a sentence without the block's id.
base::Result<void> check_work(ByteView header, Coin coin, Network network);

// Whether a block at `height` may have the target `next` behind one with `previous`.
bool may_follow(std::uint32_t previous, std::uint32_t next, std::int64_t height, Coin coin,
                Network network);

}  // namespace chain
