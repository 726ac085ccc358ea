#include "chain/watcher/rescan.h"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "chain/watcher/payment_finder.h"

namespace chain {
namespace {

using base::ErrorKind;
using boost::asio::awaitable;

constexpr std::uint32_t kAhead = 500;
constexpr int kRepeats = 4;  // of a request that fails

// One rescan, from its first block to the cursor at its beginning.
class Rescan {
 public:
  Rescan(Watcher::Context context, std::int64_t from, Watcher::OnProgress on_progress,
         std::chrono::milliseconds pause)
      : context_(std::move(context)),
        from_(from),
        on_progress_(std::move(on_progress)),
        pause_(pause),
        finder_(context_.account, context_.random, kAhead),
        books_(books_context(context_)) {}

  awaitable<base::Result<RescanReport>> run() {
    if (const auto ready = co_await prepare(); !ready) {
      co_return std::unexpected(ready.error());
    }
    if (const auto linked = co_await walk_down(); !linked) {
      co_return std::unexpected(linked.error());
    }
    co_await finder_.refresh(context_.database);
    for (auto height = from_; height <= cursor_.height; ++height) {
      if (const auto done = co_await take_or_repeat(height); !done) {
        co_return std::unexpected(ended_at(height, done.error()));
      }
      if (on_progress_) {
        on_progress_(height, cursor_.height);
      }
    }
    co_return report_;
  }

 private:
  awaitable<base::Result<void>> prepare() {
    const auto recent = co_await books_.recent_headers();
    const auto coin = name_of(context_.account.coin());
    if (recent.empty()) {
      co_return base::fail(ErrorKind::conflict,
                           fmt::format("The shop has not followed the {} chain yet: start it "
                                       "(kram serve) first.",
                                       coin));
    }
    cursor_ = recent.front().id();
    for (const auto& block : recent) {
      remembered_.push_back(from_id(block.hash).value());
    }
    if (from_ < 0 || from_ > cursor_.height) {
      co_return base::invalid(
          fmt::format("The first block must be between 0 and {}, where the shop "
                      "is now.",
                      cursor_.height));
    }
    co_return co_await repeat([this] { return choose_member(); });
  }

  // What fails on the way may succeed later; what is refused for a reason does not.
  template <class Work>
  awaitable<base::Result<void>> repeat(Work work) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    auto done = co_await work();
    for (int repeats = 0; !done && repeats < kRepeats && is_passing(done.error()); ++repeats) {
      timer.expires_after(pause_ * (1 << repeats));
      co_await timer.async_wait(boost::asio::use_awaitable);
      done = co_await work();
    }
    co_return done;
  }

  awaitable<base::Result<void>> take_or_repeat(std::int64_t height) {
    co_return co_await repeat([this, height]() -> awaitable<base::Result<void>> {
      auto taken = co_await take(height);
      if (!taken && is_passing(taken.error())) {
        const auto chosen = co_await choose_member();
        taken = chosen ? co_await take(height) : chosen;
      }
      co_return taken;
    });
  }

  static bool is_passing(const base::Error& error) {
    return error.kind == ErrorKind::unavailable || error.kind == ErrorKind::invalid ||
           error.kind == ErrorKind::forbidden;
  }

  // The first that is on the shop's branch and has the blocks.
  awaitable<base::Result<void>> choose_member() {
    base::Result<void> chosen;
    for (const auto member : context_.backends.order(Ability::block_hash)) {
      auto checked = co_await check(member);
      if (checked) {
        member_ = member;
        co_return checked;
      }
      const bool is_worse = !chosen && !is_passing(checked.error());
      chosen = is_worse ? std::move(chosen) : std::move(checked);
    }
    co_return chosen;
  }

  awaitable<base::Result<void>> check(std::size_t member) {
    const auto chain = co_await context_.backends.state(member);
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
    const auto hash = co_await context_.backends.block_hash(member, cursor_.height);
    if (!hash && hash.error().kind != ErrorKind::not_found) {
      co_return std::unexpected(hash.error());
    }
    co_return hash && *hash == cursor_.hash ? base::Result<void>() : other_branch();
  }

  // Learns the blocks from the cursor down to the first, each named by the one above it: so a
  // backend can bring them, but not choose them.
  awaitable<base::Result<void>> walk_down() {
    ids_ = remembered_;
    ids_.resize(std::min(ids_.size(), static_cast<std::size_t>(cursor_.height - from_) + 1));
    while (cursor_.height - static_cast<std::int64_t>(ids_.size()) + 1 > from_) {
      auto done = co_await repeat([this]() -> awaitable<base::Result<void>> {
        const auto header = co_await context_.backends.header(to_id(ids_.back()), member_);
        if (!header) {
          co_return std::unexpected(header.error());
        }
        ids_.push_back(header->previous);
        co_return base::Result<void>();
      });
      if (!done) {
        done.error().message += fmt::format(
            " The rescan ended at block {} on the way down to the first; no block was scanned.",
            cursor_.height - static_cast<std::int64_t>(ids_.size()) + 1);
        co_return done;
      }
    }
    co_return base::Result<void>();
  }

  std::string id_at(std::int64_t height) const {
    return to_id(ids_.at(static_cast<std::size_t>(cursor_.height - height)));
  }

  awaitable<base::Result<void>> take(std::int64_t height) {
    const auto hash = id_at(height);
    const auto sourced = co_await context_.backends.block(hash, member_);
    if (!sourced) {
      co_return std::unexpected(sourced.error());
    }
    const auto& block = sourced->block;
    ++report_.blocks;
    auto payments = finder_.find(block.transactions);
    if (payments.empty()) {
      co_return base::Result<void>();
    }
    const auto moved = co_await books_.recover(
        {.id = {height, hash}, .time_s = block.header.time_s, .payments = std::move(payments)});
    if (!moved) {
      co_return other_branch();
    }
    report_.found += moved->found;
    report_.credited += static_cast<std::int64_t>(moved->credited.size());
    co_return base::Result<void>();
  }

  static base::Error ended_at(std::int64_t height, base::Error error) {
    error.message = fmt::format(
        "{} The rescan ended at block {}; the blocks below are done: go on "
        "with --from {}.",
        error.message, height, height);
    return error;
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
  std::chrono::milliseconds pause_;
  PaymentFinder finder_;
  Books books_;
  shop::BlockId cursor_;
  std::size_t member_ = 0;
  std::vector<Hash256> remembered_;  // from the cursor downwards, as the shop has them
  std::vector<Hash256> ids_;         // the same, down to the first
  RescanReport report_;
};

}  // namespace

awaitable<base::Result<RescanReport>> rescan(Watcher::Context context, std::int64_t from_height,
                                             Watcher::OnProgress on_progress,
                                             std::chrono::milliseconds pause) {
  Rescan work(std::move(context), from_height, std::move(on_progress), pause);
  co_return co_await work.run();
}

}  // namespace chain
