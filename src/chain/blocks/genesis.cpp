#include "chain/blocks/genesis.h"

#include <utility>

namespace chain {
namespace {

std::vector<std::string> bitcoin_genesis(Network network) {
  switch (network) {
    case Network::main:
      return {"000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"};
    case Network::test:  // testnet3 and testnet4
      return {"000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
              "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"};
    case Network::signet:
      return {};
    case Network::regtest:
      return {"0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"};
  }
  std::unreachable();
}

std::vector<std::string> litecoin_genesis(Network network) {
  switch (network) {
    case Network::main:
      return {"12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2"};
    case Network::test:
      return {"4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0"};
    case Network::signet:
      return {};
    case Network::regtest:
      return {"530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9"};
  }
  std::unreachable();
}

}  // namespace

std::vector<std::string> genesis_of(Coin coin, Network network) {
  switch (coin) {
    case Coin::bitcoin:
      return bitcoin_genesis(network);
    case Coin::litecoin:
      return litecoin_genesis(network);
  }
  std::unreachable();
}

}  // namespace chain
