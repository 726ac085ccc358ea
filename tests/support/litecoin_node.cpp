#include "support/litecoin_node.h"

namespace support {
namespace {

// Not the command in /usr/bin, which writes into the home folder before it runs this.
constexpr const char* kProgram = "/usr/lib/litecoin/litecoind";

}  // namespace

LitecoinNode::LitecoinNode(std::string_view chain, const std::vector<std::string>& options) {
  start_on_free_ports(1, "kram:test", [this, chain, &options](const Ports& ports) {
    Program::Start start{
        .path = kProgram,
        .arguments = {"-chain=" + std::string(chain), "-datadir=" + directory().native(),
                      "-server=1", "-listen=0", "-dnsseed=0", "-rpcbind=127.0.0.1",
                      "-rpcallowip=127.0.0.1", "-rpcport=" + std::to_string(ports.front()),
                      "-rpcuser=kram", "-rpcpassword=test", "-fallbackfee=0.0001", "-txindex=1",
                      "-blockfilterindex=1", "-mempoolreplacement=1"},
        .environment = {},
        .directory = directory(),
        .input = ""};
    start.arguments.insert(start.arguments.end(), options.begin(), options.end());
    return start;
  });
  rpc("createwallet", {"test", false, false, "", false, false, /*load_on_startup=*/true});
}

std::string LitecoinNode::new_address(std::string_view type) {
  return std::string(rpc("getnewaddress", {"", type}).as_string());
}

void LitecoinNode::stop() {
  rpc("stop");
  wait_for_end();
}

void LitecoinNode::start() { start_again(); }

}  // namespace support
