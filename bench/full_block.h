// A block as full as miners make them.
#pragma once

#include "bench/litecoind.h"
#include "shop/deposits/chain_deposit.h"

namespace bench {

inline constexpr int kBlockTransactions = 4'000;
inline constexpr int kBlockOutputs = 5 * kBlockTransactions;

// Mines one, which nearly reaches the network's limit of weight: transactions with one input and
// five outputs each to scripts of other people. Throws std::runtime_error when it is not full.
shop::BlockId mine_full_block(Litecoind& node);

}  // namespace bench
