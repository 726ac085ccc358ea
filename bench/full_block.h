// A block that is as full as on the main network.
#pragma once

#include "bench/litecoind.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace bench {

inline constexpr int kBlockTransactions = 4'000;
inline constexpr int kBlockOutputs = 5 * kBlockTransactions;

// Mines a block that nearly reaches the weight limit: transactions with one input and five outputs
// each to scripts that are not the shop's. Throws std::runtime_error when it is not full.
shop::BlockId mine_full_block(Litecoind& node);

}  // namespace bench
