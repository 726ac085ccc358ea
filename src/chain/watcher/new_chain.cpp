#include "chain/watcher/new_chain.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "chain/watcher/first_block.h"

namespace chain {
namespace {

using base::ErrorKind;
using boost::asio::awaitable;

class Move {
 public:
  Move(Watcher::Context context, std::int64_t from)
      : context_(std::move(context)), from_(from), books_(books_context(context_)) {}

  awaitable<base::Result<NewChain>> run() {
    const auto chain = co_await choose_member();
    if (!chain) {
      co_return std::unexpected(chain.error());
    }
    const auto recent = co_await books_.recent_headers();
    if (auto checked = check(*chain, recent); !checked) {
      co_return std::unexpected(std::move(checked.error()));
    }
    if (auto needed = co_await check_need(recent); !needed) {
      co_return std::unexpected(std::move(needed.error()));
    }
    const auto hash = co_await context_.backends.block_hash(member_, from_ - 1);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    const auto header =
        co_await prove_first_block(context_.backends, member_, {from_ - 1, *hash},
                                   context_.account.coin(), context_.account.network());
    if (!header) {
      co_return std::unexpected(header.error());
    }
    if (!co_await books_.move_to(record_of(from_ - 1, *header), recent.front().id())) {
      co_return base::fail(ErrorKind::conflict, "The shop is following the chain: try again.");
    }
    co_return NewChain{.from = from_, .tip = chain->tip.height};
  }

 private:
  // The first that works, for the new chain is all its own.
  awaitable<base::Result<ChainState>> choose_member() {
    std::optional<base::Error> failure;
    for (const auto member : context_.backends.order(Ability::state)) {
      auto state = co_await context_.backends.state(member);
      if (state) {
        member_ = member;
        co_return state;
      }
      failure = failure.value_or(state.error());
    }
    co_return std::unexpected(*std::move(failure));
  }

  base::Result<void> check(const ChainState& chain,
                           const std::vector<shop::ChainBlock>& recent) const {
    if (recent.empty()) {
      return base::fail(ErrorKind::conflict,
                        fmt::format("The shop has not followed the {} chain yet: start it (kram "
                                    "serve) instead.",
                                    name_of(context_.account.coin())));
    }
    const auto highest = std::min(chain.tip.height, recent.front().height);
    if (from_ < 1 || from_ > highest) {
      return base::invalid(
          fmt::format("The first block of the new chain must be between 1 and {}.", highest));
    }
    if (from_ - 1 < chain.first_height) {
      return base::fail(ErrorKind::not_found,
                        fmt::format("The node is pruned: it has no blocks below {}. Use a node or "
                                    "an Esplora server with the whole chain.",
                                    chain.first_height));
    }
    return {};
  }

  // Refuses a chain that has one of the remembered blocks: the watcher follows it by itself.
  awaitable<base::Result<void>> check_need(const std::vector<shop::ChainBlock>& recent) {
    const auto& oldest = recent.back();
    const auto hash = co_await context_.backends.block_hash(member_, oldest.height);
    if (!hash && hash.error().kind != ErrorKind::not_found) {
      co_return std::unexpected(hash.error());
    }
    if (hash && *hash == oldest.hash) {
      co_return base::fail(
          ErrorKind::conflict,
          fmt::format("The backend's {} chain has block {} as the shop knows it: the shop (kram "
                      "serve) follows it without this.",
                      name_of(context_.account.coin()), oldest.height));
    }
    co_return base::Result<void>();
  }

  Watcher::Context context_;
  std::int64_t from_;
  Books books_;
  std::size_t member_ = 0;
};

}  // namespace

awaitable<base::Result<NewChain>> follow_new_chain(Watcher::Context context,
                                                   std::int64_t from_height) {
  Move move(std::move(context), from_height);
  co_return co_await move.run();
}

}  // namespace chain
