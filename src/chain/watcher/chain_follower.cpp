#include "chain/watcher/chain_follower.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "chain/watcher/first_block.h"

namespace chain {
namespace {

using boost::asio::awaitable;

// A header may come a few blocks earlier than its block.
constexpr std::int64_t kHeadersAhead = 3;
// Of a branch that is compared; the remembered blocks of the shop's own are far fewer.
constexpr std::int64_t kLongestBranch = 1'000;

// Of the last step. REQUIRES: it is an error, or there is no more to do.
base::Result<Standing> result_of(const base::Result<std::optional<Standing>>& step) {
  return step ? base::Result<Standing>(**step) : std::unexpected(step.error());
}

}  // namespace

bool is_downloading(const ChainState& state) {
  return state.is_syncing || state.header_height - state.tip.height > kHeadersAhead;
}

awaitable<void> ChainFollower::load() {
  if (chain_ && !chain_->is_empty()) {
    co_return;
  }
  genesis_ = co_await context_.books.genesis();
  if (genesis_) {
    context_.pool.require_genesis(*genesis_);
  }
  proved_height_ = (co_await context_.books.proved_height()).value_or(0);
  chain_.emplace(co_await context_.books.recent_headers());
}

std::optional<shop::BlockId> ChainFollower::cursor() const {
  return chain_ && !chain_->is_empty() ? std::optional(chain_->cursor().id()) : std::nullopt;
}

awaitable<base::Result<Standing>> ChainFollower::follow(std::size_t member,
                                                        const ChainState& state) {
  if (chain_ && chain_->is_empty()) {
    const auto started = co_await start(member, state);
    if (!started || *started) {
      co_return result_of(started);
    }
  }
  const auto newest = cursor().value_or(shop::BlockId{}).height;
  if (const auto learned = co_await learn_headers(member, newest); !learned) {
    co_return std::unexpected(learned.error());
  }
  has_left_branch_ = false;
  if (const auto learned = co_await learn_newest_time(member, state); !learned) {
    co_return std::unexpected(learned.error());
  }
  while (chain_ && chain_->cursor().hash != state.tip.hash) {
    const auto step = co_await advance(member, state);
    if (!step || *step) {
      co_return result_of(step);
    }
  }
  if (!chain_) {
    co_return Standing::moved;
  }
  co_await learn_genesis(member);
  co_return is_downloading(state) ? Standing::downloading : Standing::at_tip;
}

ChainFollower::Answer<ChainFollower::Step> ChainFollower::start(std::size_t member,
                                                                const ChainState& state) {
  if (is_downloading(state)) {
    co_return Standing::downloading;
  }
  const auto height =
      std::max({std::int64_t{0}, state.first_height, state.tip.height - context_.start_depth});
  const auto hash = co_await context_.pool.block_hash(member, height);
  if (!hash) {
    co_return std::unexpected(hash.error());
  }
  const auto header = co_await prove_first_block(context_.pool, member, {height, *hash},
                                                 context_.coin, context_.network);
  if (!header) {
    co_return std::unexpected(header.error());
  }
  if (const auto agreed = co_await check_start(member, {height, *hash}); !agreed) {
    co_return std::unexpected(agreed.error());
  }
  const auto first = record_of(height, *header);
  if (!co_await context_.books.start_at(first, context_.pool.genesis(member))) {
    chain_.reset();
    co_return Standing::moved;
  }
  context_.logger.info("The {} chain is followed from block {} on.", name_of(context_.coin),
                       height);
  co_await load();
  co_return Step();
}

// All who can answer must agree on the block at that height, but for those whose own is none of it.
ChainFollower::Answer<void> ChainFollower::check_start(std::size_t member, shop::BlockId first) {
  for (std::size_t other = 0; other < context_.pool.size(); ++other) {
    const auto state = other == member ? base::Result<ChainState>(ChainState{})
                                       : co_await context_.pool.state(other);
    if (!state || state->tip.height < first.height || state->first_height > first.height) {
      continue;
    }
    const auto hash = co_await context_.pool.block_hash(other, first.height);
    if (!hash || *hash == first.hash) {
      continue;
    }
    const auto rival = co_await prove_first_block(context_.pool, other, {first.height, *hash},
                                                  context_.coin, context_.network);
    if (rival || rival.error().kind != base::ErrorKind::invalid) {
      co_return base::fail(
          base::ErrorKind::unavailable,
          fmt::format(
              "The backends {} and {} have different blocks {}, where the shop is to begin: "
              "find out which one is wrong, and leave it out until it is mended.",
              context_.pool.name(member), context_.pool.name(other), first.height));
    }
  }
  co_return base::Result<void>();
}

// Blocks that the shop has missed are judged by it.
ChainFollower::Answer<void> ChainFollower::learn_newest_time(std::size_t member,
                                                             const ChainState& state) {
  newest_time_s_.reset();
  tip_height_ = state.tip.height;
  if (!chain_ || state.tip.height <= chain_->cursor().height + 1) {
    co_return base::Result<void>();
  }
  if (const auto header = co_await context_.pool.header(state.tip.hash, member)) {
    newest_time_s_ = header->time_s;
    co_return base::Result<void>();
  }
  const auto block = co_await context_.pool.block(state.tip.hash, member);
  if (!block) {
    co_return std::unexpected(block.error());
  }
  newest_time_s_ = block->block.header.time_s;
  co_return base::Result<void>();
}

// An older version has not noted it; the member has the shop's cursor.
awaitable<void> ChainFollower::learn_genesis(std::size_t member) {
  if (!genesis_) {
    genesis_ = context_.pool.genesis(member);
    co_await context_.books.remember_genesis(*genesis_);
    context_.pool.require_genesis(*genesis_);
  }
}

// One that no backend has any more stays unknown.
ChainFollower::Answer<void> ChainFollower::learn_headers(std::size_t member, std::int64_t from) {
  for (auto height = from; chain_ && !chain_->is_empty() && height <= chain_->cursor().height;
       ++height) {
    const auto* const block = chain_->at(height);
    if (block == nullptr || block->target) {
      continue;
    }
    const auto header = co_await context_.pool.header(block->hash, member);
    if (!header && header.error().kind == base::ErrorKind::not_found) {
      continue;
    }
    if (!header) {
      co_return std::unexpected(header.error());
    }
    const auto known = record_of(height, *header);
    co_await context_.books.remember_header(known);
    chain_->learn(known);
  }
  co_return base::Result<void>();
}

// One block forward, or back to where the branches part.
ChainFollower::Answer<ChainFollower::Step> ChainFollower::advance(std::size_t member,
                                                                  const ChainState& state) {
  const auto cursor = chain_->cursor().id();
  const auto height = cursor.height + 1;
  if (state.tip.height < height) {
    co_return co_await change_branch(member, state);
  }
  const auto hash = height == state.tip.height ? base::Result<std::string>(state.tip.hash)
                                               : co_await context_.pool.block_hash(member, height);
  if (!hash) {
    co_return std::unexpected(hash.error());
  }
  const auto sourced = co_await context_.pool.block(*hash, member);
  if (!sourced && sourced.error().kind == base::ErrorKind::not_found &&
      height < state.first_height) {
    co_return Standing::pruned;
  }
  if (!sourced) {
    co_return std::unexpected(sourced.error());
  }
  if (to_id(sourced->block.header.previous) != cursor.hash) {
    co_return co_await change_branch(member, state);
  }
  co_return co_await apply(member, *sourced, height);
}

ChainFollower::Answer<ChainFollower::Step> ChainFollower::apply(std::size_t member,
                                                                const SourcedBlock& sourced,
                                                                std::int64_t height) {
  const auto& header = sourced.block.header;
  if (!may_follow_block(chain_->cursor(), header, context_.coin, context_.network)) {
    co_return set_aside(member, "has a block whose difficulty cannot follow the one before it");
  }
  co_await context_.finder.refresh(context_.database);
  auto block = record_of(height, header);
  PaidBlock paid{.id = block.id(),
                 .time_s = header.time_s,
                 .target = header.target,
                 .payments = context_.finder.find(sourced.block.transactions),
                 .newest_time_s = height == tip_height_ ? header.time_s : newest_time_s_};
  if (!co_await context_.books.apply(std::move(paid), chain_->cursor().id())) {
    chain_.reset();
    co_return Standing::moved;
  }
  chain_->push(std::move(block));
  proved_height_ = height < proved_height_ ? proved_height_ : 0;
  on_block_(height);
  co_return Step();
}

ChainFollower::Answer<ChainFollower::Step> ChainFollower::change_branch(std::size_t member,
                                                                        const ChainState& state) {
  const auto tips = std::pair(state.tip.hash, chain_->cursor().hash);
  const auto own = is_downloading(state) ? Standing::downloading : Standing::at_tip;
  if (weaker_[member] == tips) {
    co_return own;
  }
  const auto* const same_height = chain_->at(state.tip.height);
  if (state.tip.height < chain_->oldest_height() ||
      (same_height != nullptr && same_height->hash == state.tip.hash)) {
    co_return is_downloading(state) ? Standing::downloading : Standing::behind;
  }
  const auto fork = co_await find_fork(member, state);
  if (!fork) {
    co_return std::unexpected(fork.error());
  }
  if (!*fork) {
    co_return set_aside(member, "is on another chain than the shop");
  }
  if (**fork == chain_->cursor().height) {
    co_return has_changed(member);
  }
  if (const auto learned = co_await learn_headers(member, **fork); !learned) {
    co_return std::unexpected(learned.error());
  }
  const auto has_more = co_await has_more_work(member, state, **fork);
  if (!has_more) {
    co_return std::unexpected(has_more.error());
  }
  if (!*has_more) {
    co_return set_aside(member, "has a block whose difficulty cannot follow the one before it");
  }
  if (!**has_more) {
    weaker_[member] = tips;
    co_return own;
  }
  if (std::exchange(has_left_branch_, true)) {
    co_return has_changed(member);  // or the two would take turns for ever
  }
  co_return co_await undo(**fork);
}

ChainFollower::Answer<bool> ChainFollower::has_block(std::size_t member, std::int64_t height) {
  const auto hash = co_await context_.pool.block_hash(member, height);
  if (!hash) {
    co_return std::unexpected(hash.error());
  }
  co_return *hash == chain_->at(height)->hash;
}

// The blocks that both have end somewhere: found by halving.
ChainFollower::Answer<std::optional<std::int64_t>> ChainFollower::find_fork(
    std::size_t member, const ChainState& state) {
  auto common = chain_->oldest_height();
  auto other = std::min(chain_->cursor().height, state.tip.height) + 1;
  const auto has_oldest = co_await has_block(member, common);
  if (!has_oldest) {
    co_return std::unexpected(has_oldest.error());
  }
  if (!*has_oldest) {
    co_return std::optional<std::int64_t>();
  }
  while (other - common > 1) {
    const auto middle = common + (other - common) / 2;
    const auto has_middle = co_await has_block(member, middle);
    if (!has_middle) {
      co_return std::unexpected(has_middle.error());
    }
    (*has_middle ? common : other) = middle;
  }
  co_return common;
}

ChainFollower::Answer<std::optional<bool>> ChainFollower::has_more_work(std::size_t member,
                                                                        const ChainState& state,
                                                                        std::int64_t fork) {
  auto previous = *chain_->at(fork);
  Work work = 0;
  const auto last = std::min(state.tip.height, fork + kLongestBranch);
  for (auto height = fork + 1; height <= last; ++height) {
    const auto hash = height == state.tip.height
                          ? base::Result<std::string>(state.tip.hash)
                          : co_await context_.pool.block_hash(member, height);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    const auto header = co_await context_.pool.header(*hash, member);
    if (!header) {
      co_return std::unexpected(header.error());
    }
    if (to_id(header->previous) != previous.hash) {
      co_return has_changed(member);
    }
    if (const auto* const own = chain_->at(height); own != nullptr && own->hash == *hash) {
      co_return std::unexpected(context_.pool.note_contradiction(
          member, fmt::format("has the shop's block {}, which it said it had not", height)));
    }
    if (!may_follow_block(previous, *header, context_.coin, context_.network)) {
      co_return std::optional<bool>();
    }
    work += work_of(header->target);
    if (work > chain_->work_above(fork, header->target)) {
      proved_height_ =
          std::max({proved_height_, height, std::min(state.tip.height, chain_->cursor().height)});
      co_return true;
    }
    previous = record_of(height, *header);
  }
  co_return false;
}

awaitable<ChainFollower::Step> ChainFollower::undo(std::int64_t fork) {
  context_.logger.warn("The {} chain was reorganised: {} blocks are taken back.",
                       name_of(context_.coin), chain_->cursor().height - fork);
  while (chain_->cursor().height > fork) {
    if (!co_await context_.books.undo(chain_->cursor().id(), proved_height_)) {
      chain_.reset();
      co_return Standing::moved;
    }
    chain_->pop();
  }
  on_block_(fork);
  co_return Step();
}

Standing ChainFollower::set_aside(std::size_t member, const std::string& why) {
  context_.pool.set_aside(member, Aside::another_chain, why);
  return Standing::another_chain;
}

std::unexpected<base::Error> ChainFollower::has_changed(std::size_t member) const {
  context_.pool.note_changed(member);
  return base::fail(base::ErrorKind::unavailable,
                    fmt::format("The backend {} changed its chain while it was asked.",
                                context_.pool.name(member)));
}

}  // namespace chain
