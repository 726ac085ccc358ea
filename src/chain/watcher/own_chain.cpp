#include "chain/watcher/own_chain.h"

#include <algorithm>
#include <utility>

namespace chain {

shop::ChainBlock record_of(std::int64_t height, const Header& header) {
  return {.height = height,
          .hash = to_id(header.hash),
          .target = header.target,
          .time_s = header.time_s};
}

bool may_follow_block(const shop::ChainBlock& previous, const Header& header, Coin coin,
                      Network network) {
  return !previous.target || may_follow(static_cast<std::uint32_t>(*previous.target), header.target,
                                        previous.height + 1, coin, network);
}

const shop::ChainBlock* OwnChain::at(std::int64_t height) const {
  const auto found = std::ranges::find(blocks_, height, &shop::ChainBlock::height);
  return found == blocks_.end() ? nullptr : &*found;
}

Work OwnChain::work_above(std::int64_t height, std::uint32_t fallback) const {
  Work work = 0;
  auto target = fallback;
  for (const auto& block : blocks_) {
    if (block.height <= height) {
      break;
    }
    const auto known = static_cast<std::uint32_t>(block.target.value_or(target));
    if (target_of(known)) {
      target = known;
    }
    work += work_of(target);
  }
  return work;
}

void OwnChain::push(shop::ChainBlock block) {
  blocks_.insert(blocks_.begin(), std::move(block));
  if (blocks_.size() > shop::kDeepestReorg + 1) {
    blocks_.pop_back();
  }
}

}  // namespace chain
