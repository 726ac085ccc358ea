// Writes transactions and blocks as block.h and transaction.h read them: for made-up chains in
// tests and in the demo.
#pragma once

#include <cstdint>
#include <vector>

#include "chain/blocks/transaction.h"
#include "chain/keys/bytes.h"
#include "chain/keys/script.h"

namespace chain {

struct NewOutput {
  Script script;
  std::int64_t amount_sat = 0;
};

// With one input and no witness.
struct NewTransaction {
  std::uint32_t version = 2;
  Outpoint spends;
  Bytes script_sig;  // the input's script
  std::vector<NewOutput> outputs;
};

// What a coinbase spends.
inline constexpr Outpoint kNullOutpoint{.txid = {}, .output = 0xffff'ffff};

Bytes write_transaction(const NewTransaction& transaction);

struct NewBlock {
  std::uint32_t version = 0x2000'0000;
  Hash256 previous{};
  std::uint32_t time_s = 0;
  std::uint32_t target = 0x207f'ffff;  // regtest's, in the compact form
  std::uint32_t nonce = 0;
  std::vector<Bytes> transactions;  // whole raw ones, the coinbase first
};

// With the nonce that it has, whatever that proves. REQUIRES: at least one transaction, all valid,
// no two the same.
Bytes write_block(const NewBlock& block);

// With the first nonce from its own on that proves its work. REQUIRES: as write_block; a target as
// easy as regtest's.
Bytes mine_block(const NewBlock& block, Coin coin);

}  // namespace chain
