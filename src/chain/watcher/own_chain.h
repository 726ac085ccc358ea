// The newest blocks of the shop's own chain, and the work in them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chain/blocks/block.h"
#include "chain/blocks/proof_of_work.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace chain {

// What the shop records of a block.
shop::ChainBlock record_of(std::int64_t height, const Header& header);

// Whether a block with `header` may come behind `previous`, as far as its target is known.
bool may_follow_block(const shop::ChainBlock& previous, const Header& header, Coin coin,
                      Network network);

// As shop::recent_headers has them. Not thread-safe.
class OwnChain {
 public:
  // The newest first.
  explicit OwnChain(std::vector<shop::ChainBlock> blocks) : blocks_(std::move(blocks)) {}

  std::size_t size() const { return blocks_.size(); }
  bool is_empty() const { return blocks_.empty(); }
  // REQUIRES of the following: it is not empty.
  const shop::ChainBlock& cursor() const { return blocks_.front(); }
  std::int64_t oldest_height() const { return blocks_.back().height; }
  // Nothing when that height is not remembered.
  const shop::ChainBlock* at(std::int64_t height) const;

  // Of the blocks above `height`. Of one whose target is not known the next known one counts;
  // `fallback`, in the compact form, where none is.
  Work work_above(std::int64_t height, std::uint32_t fallback) const;

  void push(shop::ChainBlock block);
  // Takes the place of the block at its height. REQUIRES: that is remembered.
  void learn(const shop::ChainBlock& block) {
    *std::ranges::find(blocks_, block.height, &shop::ChainBlock::height) = block;
  }
  void pop() { blocks_.erase(blocks_.begin()); }

 private:
  std::vector<shop::ChainBlock> blocks_;
};

}  // namespace chain
