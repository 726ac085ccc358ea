// Blocks and transactions of a test's own making, in the wire format.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chain/blocks/block_writer.h"
#include "chain/keys/bytes.h"

namespace chain::testing {

inline constexpr const char* kRegtestAddress = "bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk";

using Pay = NewOutput;

// A legacy transaction that spends one output, named by `salt`, so that equal payments have
// different ids.
Bytes make_transaction(const std::vector<Pay>& payments, std::uint32_t salt);

// Of a block at that height, named by `salt`, so that blocks of one height have different ids.
Bytes make_coinbase(std::int64_t height, std::uint32_t salt = 0);

// Of regtest, with its proof of work. `transactions` are whole raw ones; the first should be a
// coinbase.
Bytes make_block(const Hash256& previous, const std::vector<Bytes>& transactions,
                 std::uint32_t time_s = 1'700'000'000, Coin coin = Coin::btc);

// What a file of src/chain/testing holds.
Bytes recorded(const std::string& file_name);

std::string id_of_block(const Bytes& raw);
std::string id_of_transaction(const Bytes& raw);

}  // namespace chain::testing
