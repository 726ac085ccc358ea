// A Bitcoin node on regtest: npm's bcoin, which is not Bitcoin Core.
#pragma once

#include "support/node.h"

namespace support {

// Speaks the parts of Bitcoin Core's RPC that concern blocks, transactions and the mempool; its
// wallet has an RPC of its own. Consensus rules of 2018, segwit from block 450. It lacks ZMQ,
// waitfornewblock, filters and RBF, forgets everything when it ends, and drops the transactions
// of an invalidated block.
class BitcoinNode : public Node {
 public:
  BitcoinNode();

  // Waits until the wallet has seen the node's blocks.
  boost::json::value wallet_rpc(std::string_view method, boost::json::array params = {});
  // Returns an address of its wallet.
  std::string new_address();
  using Node::generate;
  // Mines to an address of its wallet.
  std::vector<std::string> generate(int blocks) { return generate(blocks, new_address()); }

 private:
  std::optional<JsonRpc> wallet_;
};

}  // namespace support
