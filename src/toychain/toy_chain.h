// One coin's chain in memory, as a lone miner on regtest would have it.
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
  replaced,  // a reorganisation brought a block in which the payer spent the same coins elsewhere
};

struct Payment {
  std::string txid;
  std::string address;
  std::int64_t amount_sat = 0;
  std::string payer;  // a name, for people
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

// What somebody types: coins with at most 8 decimal places, "0.0005" or "0,0005", above 0 and not
// more than there can be. Errors (invalid): a sentence for him.
base::Result<std::int64_t> read_coins(std::string_view text);

// Blocks have the right form, links and Merkle roots, but nobody worked for them; payments spend
// coins that nobody had, unsigned. Not thread-safe.
class ToyChain {
 public:
  // Begins with some blocks behind the first, mined now.
  ToyChain(chain::Coin coin, base::Timestamp now);

  chain::Coin coin() const { return coin_; }

  std::int64_t height() const { return static_cast<std::int64_t>(blocks_.size()) - 1; }
  const ToyBlock& tip() const { return blocks_.back(); }
  // From height 0 on.
  const std::vector<ToyBlock>& blocks() const { return blocks_; }
  // Oldest first.
  const std::vector<Payment>& payments() const { return payments_; }
  std::int64_t confirmations_of(const Payment& payment) const;

  // A payment that waits for a block. Returns its id. Errors (invalid, conflict): no address of the
  // coin's regtest, nothing or too much, too many wait already.
  base::Result<std::string> pay(const std::string& address, std::int64_t amount_sat,
                                std::string payer, base::Timestamp now);

  // A block with all payments that wait.
  void mine(base::Timestamp now);

  // Another branch takes the place of the newest `depth` blocks and is one block longer; it spends
  // elsewhere what the payments in them spent. Errors (invalid): a depth below 1, or beyond what
  // shops follow or the chain has.
  base::Result<void> reorganise(int depth, base::Timestamp now);

  // The depth that takes the newest payment out of its block. Errors (conflict): none is in one.
  base::Result<int> depth_of_newest_payment() const;

 private:
  void add_block(std::vector<chain::Bytes> transactions, base::Timestamp now);
  chain::Bytes coinbase() const;

  chain::Coin coin_;
  std::vector<ToyBlock> blocks_;
  std::vector<Payment> payments_;
  std::uint32_t mined_ = 0;  // ever, so that no two blocks are the same
  std::uint32_t spent_ = 0;
};

}  // namespace toychain
