// Transactions as nodes serialize them, with witness (BIP144) and Litecoin's MWEB (LIP-0003).
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "chain/blocks/byte_reader.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace chain {

// Names one output of one transaction.
struct Outpoint {
  Hash256 txid{};
  std::uint32_t output = 0;

  friend auto operator<=>(const Outpoint&, const Outpoint&) = default;
};

struct TransactionOutput {
  std::int64_t amount_sat = 0;
  ByteView script;  // within the bytes that were parsed
};

struct Transaction {
  Hash256 txid{};
  std::vector<Outpoint> spends;
  std::vector<TransactionOutput> outputs;
  ByteView first_input_script;  // within the bytes that were parsed
  bool is_coinbase = false;
  bool is_integration = false;  // Litecoin's HogEx: moves coins between the chain and MWEB
  bool is_opaque = false;       // entirely within MWEB: no visible outputs, `txid` is not set

  // Signals that it may be replaced (BIP125).
  bool is_replaceable = false;
};

// In how many blocks, its own counted, outputs of the transaction may be spent: a coinbase's in a
// hundred, what comes out of MWEB in six (PEGOUT_MATURITY of Litecoin Core), all others at once.
int maturity_of(const Transaction& transaction);

// Reads one transaction within a block. The result is meaningless when the reader has failed.
// Whether it is an integration is told by its place in the block (block.h), which the proof covers.
Transaction read_transaction(ByteReader& reader, Coin coin);

// Whether it pays its first output to MWEB's own program, as every HogEx does (LIP-0003).
bool pays_mweb(const Transaction& transaction);

// Reads a transaction on its own, not in a block: no HogEx. It refers to `raw`.
// Errors (invalid): the bytes are not a transaction, or more than one.
base::Result<Transaction> parse_transaction(ByteView raw);

}  // namespace chain
