// One coin's chain in memory, with a single miner, as on regtest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "chain/blocks/block_writer.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace toychain {

enum class PaymentState {
  waiting,   // for a block
  in_block,  // `height` says which
  replaced,  // after a reorganisation the payer spent the same coins elsewhere
};

struct Payment {
  std::string txid;
  std::string address;
  std::int64_t amount_sat = 0;
  std::string payer;  // shown on the page
  PaymentState state = PaymentState::waiting;
  std::int64_t height = 0;
  base::Timestamp paid_at;
  chain::Bytes raw;
  chain::Outpoint spends;
};

struct ToyBlock {
  std::string id;
  chain::Hash256 hash{};
  chain::Bytes raw;
  base::Timestamp mined_at;
};

// Reads an amount that somebody typed: coins with at most 8 decimal places, "0.0005" or "0,0005",
// above 0 and below the total supply; returns satoshis. Errors (invalid): a sentence for them.
base::Result<std::int64_t> read_coins(std::string_view text);

// Blocks have valid form, links, Merkle roots and regtest's proof of work; payments are unsigned
// and spend coins that do not exist. Not thread-safe.
class ToyChain {
 public:
  // Starts with 100 blocks on the genesis block, mined at `now`.
  ToyChain(base::Coin coin, base::Timestamp now);

  base::Coin coin() const { return coin_; }

  std::int64_t height() const { return static_cast<std::int64_t>(blocks_.size()) - 1; }
  const ToyBlock& tip() const { return blocks_.back(); }
  // From height 0 on.
  const std::vector<ToyBlock>& blocks() const { return blocks_; }
  // Oldest first.
  const std::vector<Payment>& payments() const { return payments_; }
  std::int64_t confirmations_of(const Payment& payment) const;

  // Adds a payment that waits for a block and returns its id. Errors (invalid, conflict): not an
  // address of the coin's regtest, an amount out of range, too many payments wait already.
  base::Result<std::string> pay(const std::string& address, std::int64_t amount_sat,
                                std::string payer, base::Timestamp now);

  // Mines a block with all waiting payments.
  void mine(base::Timestamp now);

  // Replaces the newest `depth` blocks by a branch that is one block longer and in which the
  // payments' coins are spent elsewhere. Errors (invalid): a depth below 1, above
  // shop::kDeepestReorg, or above the height.
  base::Result<void> reorganise(int depth, base::Timestamp now);

  // The depth of a reorganisation that replaces the newest payment. Errors (conflict): no payment
  // is in a block.
  base::Result<int> depth_of_newest_payment() const;

 private:
  void add_block(std::vector<chain::Bytes> transactions, base::Timestamp now);
  chain::Bytes coinbase() const;

  base::Coin coin_;
  std::vector<ToyBlock> blocks_;
  std::vector<Payment> payments_;
  std::uint32_t mined_ = 0;  // in total; makes every coinbase unique
  std::uint32_t spent_ = 0;
};

}  // namespace toychain
