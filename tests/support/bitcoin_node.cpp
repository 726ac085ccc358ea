#include "support/bitcoin_node.h"

namespace support {

// KRAM_NODE and KRAM_BITCOIN_NODE come from CMake.
BitcoinNode::BitcoinNode() {
  start_on_free_ports(2, "x:test", [this](const Ports& ports) {
    return Program::Start{.path = KRAM_NODE,
                          .arguments = {KRAM_BITCOIN_NODE, std::to_string(ports.at(0)),
                                        std::to_string(ports.at(1)), "test"},
                          .environment = {},
                          .directory = directory(),
                          .input = ""};
  });
  wallet_.emplace("http://x:test@127.0.0.1:" + std::to_string(ports().at(1)));
}

boost::json::value BitcoinNode::wallet_rpc(std::string_view method, boost::json::array params) {
  rpc("waitforwallet");
  return wallet_->call(method, std::move(params));
}

std::string BitcoinNode::new_address() {
  return std::string(wallet_rpc("getnewaddress", {"default"}).as_string());
}

}  // namespace support
