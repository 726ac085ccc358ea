#include "chain/watcher/rescan.h"

#include <utility>

#include <fmt/format.h>

#include "chain/watcher/block_source.h"
#include "chain/watcher/payment_finder.h"

namespace chain {
namespace {

using base::ErrorKind;
using boost::asio::awaitable;

constexpr std::uint32_t kAhead = 500;

// One rescan, from its first block to the cursor at its beginning.
class Rescan {
 public:
  Rescan(Watcher::Context context, std::int64_t from, Watcher::OnProgress on_progress)
      : context_(std::move(context)),
        from_(from),
        on_progress_(std::move(on_progress)),
        finder_(context_.account, context_.random, kAhead),
        books_(books_context(context_)) {}

  awaitable<base::Result<RescanReport>> run() {
    if (const auto ready = co_await prepare(); !ready) {
      co_return std::unexpected(ready.error());
    }
    co_await finder_.refresh(context_.database);
    for (auto height = from_; height <= cursor_.height; ++height) {
      if (const auto done = co_await take(height); !done) {
        co_return std::unexpected(done.error());
      }
      if (on_progress_) {
        on_progress_(height, cursor_.height);
      }
    }
    co_return report_;
  }

 private:
  awaitable<base::Result<void>> prepare() {
    const auto recent = co_await books_.recent_blocks();
    const auto coin = name_of(context_.account.coin());
    if (recent.empty()) {
      co_return base::fail(ErrorKind::conflict,
                           fmt::format("The shop has not followed the {} chain yet: start it "
                                       "(kram serve) first.",
                                       coin));
    }
    cursor_ = recent.front();
    if (from_ < 0 || from_ > cursor_.height) {
      co_return base::invalid(
          fmt::format("The first block must be between 0 and {}, where the shop "
                      "is now.",
                      cursor_.height));
    }
    co_return co_await check_node();
  }

  awaitable<base::Result<void>> check_node() {
    const auto chain = co_await context_.backend.state();
    if (!chain) {
      co_return std::unexpected(chain.error());
    }
    if (from_ < chain->first_height) {
      co_return base::fail(
          ErrorKind::not_found,
          fmt::format(
              "The node is pruned: it has no blocks below {}. Begin there, or use a node or "
              "an Esplora server with the whole chain.",
              chain->first_height));
    }
    const auto hash = co_await context_.backend.block_hash(cursor_.height);
    if (!hash && hash.error().kind != ErrorKind::not_found) {
      co_return std::unexpected(hash.error());
    }
    co_return hash && *hash == cursor_.hash ? base::Result<void>() : other_branch();
  }

  awaitable<base::Result<void>> take(std::int64_t height) {
    const auto hash = co_await context_.backend.block_hash(height);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    const auto sourced = co_await fetch_block(context_.backend, *hash, context_.account.coin());
    if (!sourced) {
      co_return std::unexpected(sourced.error());
    }
    const auto& block = sourced->block;
    if (height > from_ && to_id(block.header.previous) != previous_) {
      co_return other_branch();
    }
    previous_ = *hash;
    ++report_.blocks;
    auto payments = finder_.find(block.transactions);
    if (payments.empty()) {
      co_return base::Result<void>();
    }
    const auto moved = co_await books_.recover(
        {.id = {height, *hash}, .time_s = block.header.time_s, .payments = std::move(payments)});
    if (!moved) {
      co_return other_branch();
    }
    report_.found += moved->found;
    report_.credited += static_cast<std::int64_t>(moved->credited.size());
    co_return base::Result<void>();
  }

  base::Result<void> other_branch() const {
    return base::fail(ErrorKind::conflict,
                      fmt::format("The shop and its backend are on different branches of the {} "
                                  "chain: let the shop (kram serve) catch up, then try again.",
                                  name_of(context_.account.coin())));
  }

  Watcher::Context context_;
  std::int64_t from_;
  Watcher::OnProgress on_progress_;
  PaymentFinder finder_;
  Books books_;
  shop::BlockId cursor_;
  std::string previous_;
  RescanReport report_;
};

}  // namespace

awaitable<base::Result<RescanReport>> rescan(Watcher::Context context, std::int64_t from_height,
                                             Watcher::OnProgress on_progress) {
  Rescan work(std::move(context), from_height, std::move(on_progress));
  co_return co_await work.run();
}

}  // namespace chain
