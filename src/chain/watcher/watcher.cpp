#include "chain/watcher/watcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "db/core/failure.h"

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::minutes kSilencePatience{30};

base::Error to_operator(std::string message) {
  return {base::ErrorKind::conflict, std::move(message)};
}

}  // namespace

awaitable<base::Result<void>> Watcher::work() {
  while (!alarm_.is_stopped()) {
    const auto is_at_tip = co_await attempt();
    if (fatal_) {
      co_return std::unexpected(*fatal_);
    }
    if (!is_at_tip) {
      note_trouble(is_at_tip.error().message);
      co_await alarm_.pause(options_.retry);
      continue;
    }
    if (!*is_at_tip) {
      co_await alarm_.pause(options_.look);
      continue;
    }
    note_trouble("");
    if (const auto waited = co_await wait_for_news(); !waited) {
      note_trouble(waited.error().message);
      co_await alarm_.pause(options_.retry);
    }
  }
  co_return base::Result<void>();
}

// One round and a look, with a database that fails as one more error.
awaitable<base::Result<bool>> Watcher::attempt() {
  std::string failure;
  try {
    const auto done = co_await round();
    if (!done) {
      co_await report_silence(done.error());
      co_return std::unexpected(done.error());
    }
    silent_since_.reset();
    is_silence_told_ = false;
    co_await report_split();
    if (*done == Round::at_tip) {
      const auto looked = co_await look_.look(*cursor_);
      if (!looked) {
        co_return std::unexpected(looked.error());
      }
    }
    co_return *done == Round::at_tip;
  } catch (const db::Failure& caught) {
    failure = caught.what();
  }
  cursor_.reset();
  co_return base::fail(base::ErrorKind::unavailable,
                       fmt::format("The {} watcher waits for the database: {}",
                                   name_of(context_.account.coin()), failure));
}

awaitable<base::Result<Watcher::Round>> Watcher::round() {
  const auto chain = co_await context_.backend.state();
  if (!chain) {
    co_return std::unexpected(chain.error());
  }
  status_.tip = chain->tip.height;
  status_.has_caught_up = cursor_ && cursor_->hash == chain->tip.hash && status_.has_caught_up;
  if (chain->is_syncing) {
    note_trouble(fmt::format("The backend {} is still catching up with the network (block {}).",
                             context_.backend.name(), chain->tip.height));
    co_return Round::waiting;
  }
  const auto is_started = co_await ensure_start(*chain);
  if (!is_started || !*is_started) {
    co_return is_started ? base::Result<Round>(Round::waiting)
                         : std::unexpected(is_started.error());
  }
  co_await finder_.refresh(context_.database);
  status_.scripts = finder_.size();
  co_return co_await catch_up(*chain);
}

// Knows the cursor, or sets the first one. False: another process was faster.
awaitable<base::Result<bool>> Watcher::ensure_start(const ChainState& chain) {
  if (!cursor_) {
    const auto recent = co_await books_.recent_blocks();
    if (!recent.empty()) {
      cursor_ = recent.front();
    }
  }
  if (!cursor_) {
    const auto height =
        std::max({std::int64_t{0}, chain.first_height, chain.tip.height - options_.start_depth});
    const auto hash = co_await context_.backend.block_hash(height);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    const shop::BlockId first{height, *hash};
    if (!co_await books_.start_at(first)) {
      co_return false;
    }
    context_.logger.info("The {} chain is followed from block {} on.",
                         name_of(context_.account.coin()), height);
    cursor_ = first;
  }
  status_.height = cursor_->height;
  co_return true;
}

awaitable<base::Result<Watcher::Round>> Watcher::catch_up(const ChainState& chain) {
  while (!alarm_.is_stopped() && cursor_ && cursor_->hash != chain.tip.hash) {
    if (chain.tip.height < cursor_->height) {
      note_trouble(fmt::format("The backend {} is at block {}, behind the shop's {}.",
                               context_.backend.name(), chain.tip.height, cursor_->height));
      co_return Round::waiting;
    }
    const auto step = co_await advance(chain);
    if (!step || *step == Round::waiting) {
      co_return step;
    }
  }
  const auto settled =
      alarm_.is_stopped() || !cursor_ ? std::nullopt : co_await books_.settle(*cursor_);
  if (!settled) {
    cursor_.reset();
    co_return Round::waiting;
  }
  look_.expect_again(settled->reversed);
  has_been_at_tip_ = status_.has_caught_up = true;
  co_return Round::at_tip;
}

// One block forward, or back to where the branches part.
awaitable<base::Result<Watcher::Round>> Watcher::advance(const ChainState& chain) {
  if (chain.tip.height == cursor_->height) {
    co_return co_await follow_fork();
  }
  const auto height = cursor_->height + 1;
  const auto hash = height == chain.tip.height ? base::Result<std::string>(chain.tip.hash)
                                               : co_await context_.backend.block_hash(height);
  if (!hash) {
    co_return std::unexpected(hash.error());
  }
  const auto sourced = co_await fetch_block(context_.backend, *hash, context_.account.coin());
  if (!sourced && sourced.error().kind == base::ErrorKind::not_found &&
      height < chain.first_height) {
    fatal_ = co_await stop_for_good(
        height, fmt::format("The {} node has deleted the blocks from {} to {}, which the shop has "
                            "not seen yet. Use a node or an Esplora server that has them, once; "
                            "then this one may go on.",
                            name_of(context_.account.coin()), height, chain.first_height - 1));
  }
  if (!sourced) {
    co_return std::unexpected(sourced.error());
  }
  if (to_id(sourced->block.header.previous) != cursor_->hash) {
    co_return co_await follow_fork();
  }
  co_return co_await apply(*sourced, height);
}

awaitable<base::Result<Watcher::Round>> Watcher::apply(const SourcedBlock& sourced,
                                                       std::int64_t height) {
  co_await finder_.refresh(context_.database);
  const auto& block = sourced.block;
  const shop::BlockId id{height, to_id(block.header.hash)};
  PaidBlock paid{.id = id,
                 .time_s = block.header.time_s,
                 .target = block.header.target,
                 .payments = finder_.find(block.transactions)};
  if (!co_await books_.apply(std::move(paid), *cursor_)) {
    cursor_.reset();
    co_return Round::waiting;
  }
  cursor_ = id;
  status_.height = height;
  if (on_progress_ && !has_been_at_tip_) {
    on_progress_(height, status_.tip);
  }
  co_return Round::at_tip;
}

awaitable<base::Result<Watcher::Round>> Watcher::follow_fork() {
  const auto recent = co_await books_.recent_blocks();
  const auto fork = co_await find_fork(recent);
  if (!fork) {
    co_return std::unexpected(fork.error());
  }
  if (*fork == *cursor_) {
    co_return base::fail(base::ErrorKind::unavailable,
                         fmt::format("The backend {} changed its chain while it was asked.",
                                     context_.backend.name()));
  }
  context_.logger.warn("The {} chain was reorganised: {} blocks are taken back.",
                       name_of(context_.account.coin()), cursor_->height - fork->height);
  for (std::size_t i = 0; i + 1 < recent.size() && recent[i] != *fork; ++i) {
    if (!co_await books_.undo(recent[i])) {
      cursor_.reset();
      co_return Round::waiting;
    }
    cursor_ = recent[i + 1];
    status_.height = cursor_->height;
  }
  co_return Round::at_tip;
}

awaitable<base::Result<shop::BlockId>> Watcher::find_fork(
    const std::vector<shop::BlockId>& recent) {
  for (const auto& block : recent) {
    const auto hash = co_await context_.backend.block_hash(block.height);
    if (!hash && hash.error().kind != base::ErrorKind::not_found) {
      co_return std::unexpected(hash.error());
    }
    if (hash && *hash == block.hash) {
      co_return block;
    }
  }
  fatal_ = co_await stop_for_good(
      cursor_->height,
      fmt::format(
          "The {} chain was reorganised deeper than the {} blocks that the shop remembers; "
          "it follows no further. Compare your node with a public explorer. If the node is "
          "wrong, repair it and start again; if the chain did change, see docs/payments.md, "
          "\"A deep reorganisation\".",
          name_of(context_.account.coin()), recent.size()));
  co_return std::unexpected(*fatal_);
}

awaitable<base::Error> Watcher::stop_for_good(std::int64_t height, std::string message) {
  context_.logger.error("{}", message);
  co_await books_.alert({.alert = shop::AlertKind::chain_stopped, .height = height});
  co_return to_operator(std::move(message));
}

awaitable<void> Watcher::report_split() {
  if (const auto split = co_await context_.backend.find_split()) {
    co_await books_.alert({.alert = shop::AlertKind::backends_disagree});
  }
}

// All backends have failed for long: told once.
awaitable<void> Watcher::report_silence(const base::Error& error) {
  const auto now = context_.clock.now();
  silent_since_ = silent_since_.value_or(now);
  if (fatal_ || is_silence_told_ || now - *silent_since_ < kSilencePatience) {
    co_return;
  }
  is_silence_told_ = true;
  context_.logger.error("No backend has worked for long: {}", error.message);
  co_await books_.alert({.alert = shop::AlertKind::backends_down});
}

awaitable<base::Result<void>> Watcher::wait_for_news() {
  if (alarm_.is_stopped()) {
    co_return base::Result<void>();
  }
  const auto waited =
      co_await context_.backend.wait_for_tip(cursor_.value_or(shop::BlockId{}), options_.look);
  if (!waited) {
    co_return std::unexpected(waited.error());
  }
  if (!*waited) {
    co_await alarm_.pause(options_.poll);
  }
  co_return base::Result<void>();
}

void Watcher::note_trouble(const std::string& trouble) {
  if (trouble != std::exchange(status_.trouble, trouble) && !trouble.empty()) {
    context_.logger.warn("{}", trouble);
  }
}

Books::Context books_context(const Watcher::Context& context) {
  return {.coin = context.account.coin(),
          .rules = context.rules,
          .currency = context.currency,
          .owner_ids = context.owner_ids,
          .database = context.database,
          .clock = context.clock,
          .logger = context.logger};
}

Watcher::Watcher(const boost::asio::any_io_executor& executor, Context context,
                 const Options& options, OnProgress on_progress)
    : alarm_(executor),
      context_(std::move(context)),
      options_(options),
      on_progress_(std::move(on_progress)),
      finder_(context_.account, context_.random, options.ahead),
      books_(books_context(context_)),
      look_(context_.backend, finder_, books_, context_.clock, context_.logger, options.missing) {}

awaitable<base::Result<void>> Watcher::run() {
  auto ended = co_await alarm_.run(work());
  co_return std::move(ended).value_or(base::Result<void>());
}

WatcherStatus Watcher::status() const {
  auto status = status_;
  status.backends = context_.backend.health();
  return status;
}

}  // namespace chain
