// Litecoin Core (Debian package litecoind).
#pragma once

#include "support/node.h"

namespace support {

// With the indexes of transactions and block filters, RBF, and a wallet. It has no ZMQ. Stay at
// block 431 or below unless a peg-in is in the mempool: there MWEB begins.
class LitecoinNode : public Node {
 public:
  // `chain` is "regtest", "test" or "main"; on the latter two it has no peers.
  explicit LitecoinNode(std::string_view chain = "regtest");

  // Of its wallet; `type` is "legacy", "p2sh-segwit" or "bech32".
  std::string new_address(std::string_view type = "bech32");
  using Node::generate;
  // To an address of its wallet.
  std::vector<std::string> generate(int blocks) { return generate(blocks, new_address()); }

  // Ends it in order; its chain and wallet stay.
  void stop();
  // After `stop` or `kill`.
  void start();
};

}  // namespace support
