#include "chain/blocks/genesis.h"

namespace chain {

std::vector<std::string> genesis_of(Coin coin, Network network) {
  std::vector<std::string> ids;
  for (const auto id : row_of(coin).on(network).genesis) {
    if (!id.empty()) {
      ids.emplace_back(id);
    }
  }
  return ids;
}

}  // namespace chain
