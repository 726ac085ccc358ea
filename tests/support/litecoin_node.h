// Litecoin Core (Debian package litecoind).
#pragma once

#include "support/node.h"

namespace support {

// With the indexes of transactions and block filters, RBF, and a wallet. It has no ZMQ. Stay at
// block 431 or below unless a peg-in is in the mempool: there MWEB begins.
class LitecoinNode : public Node {
 public:
  // `chain` is "regtest", "test" or "main"; on the latter two it has no peers. `options` are more
  // of its command line.
  explicit LitecoinNode(std::string_view chain = "regtest",
                        const std::vector<std::string>& options = {});

  // Returns an address of its wallet; `type` is "legacy", "p2sh-segwit" or "bech32".
  std::string new_address(std::string_view type = "bech32");
  using Node::generate;
  // Mines to an address of its wallet.
  std::vector<std::string> generate(int blocks) { return generate(blocks, new_address()); }

  // Shuts it down; its chain and wallet stay.
  void stop();
  // Starts it again. REQUIRES: `stop` or `kill` was called.
  void start();
};

}  // namespace support
