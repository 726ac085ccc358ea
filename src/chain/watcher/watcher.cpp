#include "chain/watcher/watcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/alarm.h"
#include "chain/watcher/block_source.h"
#include "chain/watcher/payment_finder.h"
#include "chain/watcher/shop_coin.h"
#include "chain/watcher/waiting_look.h"
#include "db/core/failure.h"

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::minutes kSilencePatience{30};

base::Error to_operator(std::string message) {
  return {base::ErrorKind::conflict, std::move(message)};
}

}  // namespace

struct Watcher::State {
  // How a round ended that did not fail.
  enum class Round {
    at_tip,   // all is applied
    waiting,  // the backend is behind, or the cursor moved
  };

  awaitable<base::Result<void>> work();
  awaitable<base::Result<bool>> attempt();
  awaitable<base::Result<Round>> round();
  awaitable<base::Result<bool>> ensure_start(const ChainState& chain);
  awaitable<base::Result<Round>> catch_up(const ChainState& chain);
  awaitable<base::Result<Round>> advance(const ChainState& chain);
  awaitable<base::Result<Round>> apply(const SourcedBlock& sourced, std::int64_t height);
  awaitable<base::Result<Round>> follow_fork();
  awaitable<base::Result<shop::BlockId>> find_fork(const std::vector<shop::BlockId>& recent);
  awaitable<base::Error> stop_for_good(std::int64_t height, std::string message);
  awaitable<void> report_split();
  awaitable<void> report_silence(const base::Error& error);
  awaitable<base::Result<void>> wait_for_news();
  void note_trouble(const std::string& trouble);

  base::Alarm alarm;
  Context context;
  Options options;
  OnProgress on_progress;
  PaymentFinder finder{context.account, context.random, options.ahead};
  Books books{books_context(context)};
  WaitingLook look{context.backend, finder, books, context.clock, context.logger, options.missing};
  std::optional<shop::BlockId> cursor;  // empty: to be read from the database
  std::optional<base::Error> fatal;     // only the operator can help
  std::optional<base::Timestamp> silent_since;
  bool is_silence_told = false;
  WatcherStatus status;
  bool has_been_at_tip = false;
};

awaitable<base::Result<void>> Watcher::State::work() {
  while (!alarm.is_stopped()) {
    const auto is_at_tip = co_await attempt();
    if (fatal) {
      co_return std::unexpected(*fatal);
    }
    if (!is_at_tip) {
      note_trouble(is_at_tip.error().message);
      co_await alarm.pause(options.retry);
      continue;
    }
    if (!*is_at_tip) {
      co_await alarm.pause(options.look);
      continue;
    }
    note_trouble("");
    if (const auto waited = co_await wait_for_news(); !waited) {
      note_trouble(waited.error().message);
      co_await alarm.pause(options.retry);
    }
  }
  co_return base::Result<void>();
}

// One round and a look, with a database that fails as one more error.
awaitable<base::Result<bool>> Watcher::State::attempt() {
  std::string failure;
  try {
    const auto done = co_await round();
    if (!done) {
      co_await report_silence(done.error());
      co_return std::unexpected(done.error());
    }
    silent_since.reset();
    is_silence_told = false;
    co_await report_split();
    if (*done == Round::at_tip) {
      const auto looked = co_await look.look(*cursor);
      if (!looked) {
        co_return std::unexpected(looked.error());
      }
    }
    context.on_look();
    co_return *done == Round::at_tip;
  } catch (const db::Failure& caught) {
    failure = caught.what();
  }
  cursor.reset();
  co_return base::fail(base::ErrorKind::unavailable,
                       fmt::format("The {} watcher waits for the database: {}",
                                   name_of(context.account.coin()), failure));
}

awaitable<base::Result<Watcher::State::Round>> Watcher::State::round() {
  const auto chain = co_await context.backend.state();
  if (!chain) {
    co_return std::unexpected(chain.error());
  }
  status.tip = chain->tip.height;
  status.has_caught_up = cursor && cursor->hash == chain->tip.hash && status.has_caught_up;
  if (chain->is_syncing) {
    note_trouble(fmt::format("The backend {} is still catching up with the network (block {}).",
                             context.backend.name(), chain->tip.height));
    co_return Round::waiting;
  }
  const auto is_started = co_await ensure_start(*chain);
  if (!is_started || !*is_started) {
    co_return is_started ? base::Result<Round>(Round::waiting)
                         : std::unexpected(is_started.error());
  }
  co_await finder.refresh(context.database);
  status.scripts = finder.size();
  co_return co_await catch_up(*chain);
}

// Knows the cursor, or sets the first one. False: another process was faster.
awaitable<base::Result<bool>> Watcher::State::ensure_start(const ChainState& chain) {
  if (!cursor) {
    const auto recent = co_await books.recent_blocks();
    if (!recent.empty()) {
      cursor = recent.front();
    }
  }
  if (!cursor) {
    const auto height =
        std::max({std::int64_t{0}, chain.first_height, chain.tip.height - options.start_depth});
    const auto hash = co_await context.backend.block_hash(height);
    if (!hash) {
      co_return std::unexpected(hash.error());
    }
    const shop::BlockId first{height, *hash};
    if (!co_await books.start_at(first)) {
      co_return false;
    }
    context.logger.info("The {} chain is followed from block {} on.",
                        name_of(context.account.coin()), height);
    cursor = first;
  }
  status.height = cursor->height;
  co_return true;
}

awaitable<base::Result<Watcher::State::Round>> Watcher::State::catch_up(const ChainState& chain) {
  while (!alarm.is_stopped() && cursor && cursor->hash != chain.tip.hash) {
    if (chain.tip.height < cursor->height) {
      note_trouble(fmt::format("The backend {} is at block {}, behind the shop's {}.",
                               context.backend.name(), chain.tip.height, cursor->height));
      co_return Round::waiting;
    }
    const auto step = co_await advance(chain);
    if (!step || *step == Round::waiting) {
      co_return step;
    }
  }
  const auto settled =
      alarm.is_stopped() || !cursor ? std::nullopt : co_await books.settle(*cursor);
  if (!settled) {
    cursor.reset();
    co_return Round::waiting;
  }
  look.expect_again(settled->reversed);
  has_been_at_tip = status.has_caught_up = true;
  co_return Round::at_tip;
}

// One block forward, or back to where the branches part.
awaitable<base::Result<Watcher::State::Round>> Watcher::State::advance(const ChainState& chain) {
  if (chain.tip.height == cursor->height) {
    co_return co_await follow_fork();
  }
  const auto height = cursor->height + 1;
  const auto hash = height == chain.tip.height ? base::Result<std::string>(chain.tip.hash)
                                               : co_await context.backend.block_hash(height);
  if (!hash) {
    co_return std::unexpected(hash.error());
  }
  const auto sourced = co_await fetch_block(context.backend, *hash, context.account.coin());
  if (!sourced && sourced.error().kind == base::ErrorKind::not_found &&
      height < chain.first_height) {
    fatal = co_await stop_for_good(
        height, fmt::format("The {} node has deleted the blocks from {} to {}, which the shop has "
                            "not seen yet. Use a node or an Esplora server that has them, once; "
                            "then this one may go on.",
                            name_of(context.account.coin()), height, chain.first_height - 1));
  }
  if (!sourced) {
    co_return std::unexpected(sourced.error());
  }
  if (to_id(sourced->block.previous) != cursor->hash) {
    co_return co_await follow_fork();
  }
  co_return co_await apply(*sourced, height);
}

awaitable<base::Result<Watcher::State::Round>> Watcher::State::apply(const SourcedBlock& sourced,
                                                                     std::int64_t height) {
  co_await finder.refresh(context.database);
  const auto& block = sourced.block;
  const shop::BlockId id{height, to_id(block.hash)};
  PaidBlock paid{.id = id, .time_s = block.time_s, .payments = finder.find(block.transactions)};
  if (!co_await books.apply(std::move(paid), *cursor)) {
    cursor.reset();
    co_return Round::waiting;
  }
  cursor = id;
  status.height = height;
  if (on_progress && !has_been_at_tip) {
    on_progress(height, status.tip);
  }
  co_return Round::at_tip;
}

awaitable<base::Result<Watcher::State::Round>> Watcher::State::follow_fork() {
  const auto recent = co_await books.recent_blocks();
  const auto fork = co_await find_fork(recent);
  if (!fork) {
    co_return std::unexpected(fork.error());
  }
  if (*fork == *cursor) {
    co_return base::fail(base::ErrorKind::unavailable,
                         fmt::format("The backend {} changed its chain while it was asked.",
                                     context.backend.name()));
  }
  context.logger.warn("The {} chain was reorganised: {} blocks are taken back.",
                      name_of(context.account.coin()), cursor->height - fork->height);
  for (std::size_t i = 0; i + 1 < recent.size() && recent[i] != *fork; ++i) {
    if (!co_await books.undo(recent[i])) {
      cursor.reset();
      co_return Round::waiting;
    }
    cursor = recent[i + 1];
    status.height = cursor->height;
  }
  co_return Round::at_tip;
}

awaitable<base::Result<shop::BlockId>> Watcher::State::find_fork(
    const std::vector<shop::BlockId>& recent) {
  for (const auto& block : recent) {
    const auto hash = co_await context.backend.block_hash(block.height);
    if (!hash && hash.error().kind != base::ErrorKind::not_found) {
      co_return std::unexpected(hash.error());
    }
    if (hash && *hash == block.hash) {
      co_return block;
    }
  }
  fatal = co_await stop_for_good(
      cursor->height,
      fmt::format(
          "The {} chain was reorganised deeper than the {} blocks that the shop remembers; "
          "it follows no further. Compare your node with a public explorer. If the node is "
          "wrong, repair it and start again; if the chain did change, see docs/payments.md, "
          "\"A deep reorganisation\".",
          name_of(context.account.coin()), recent.size()));
  co_return std::unexpected(*fatal);
}

awaitable<base::Error> Watcher::State::stop_for_good(std::int64_t height, std::string message) {
  context.logger.error("{}", message);
  co_await books.alert({.kind = shop::AlertKind::chain_stopped, .height = height});
  co_return to_operator(std::move(message));
}

awaitable<void> Watcher::State::report_split() {
  if (const auto split = co_await context.backend.find_split()) {
    co_await books.alert({.kind = shop::AlertKind::backends_disagree});
  }
}

// All backends have failed for long: told once.
awaitable<void> Watcher::State::report_silence(const base::Error& error) {
  const auto now = context.clock.now();
  silent_since = silent_since.value_or(now);
  if (fatal || is_silence_told || now - *silent_since < kSilencePatience) {
    co_return;
  }
  is_silence_told = true;
  context.logger.error("No backend has worked for long: {}", error.message);
  co_await books.alert({.kind = shop::AlertKind::backends_down});
}

awaitable<base::Result<void>> Watcher::State::wait_for_news() {
  if (alarm.is_stopped()) {
    co_return base::Result<void>();
  }
  const auto waited =
      co_await context.backend.wait_for_tip(cursor.value_or(shop::BlockId{}), options.look);
  if (!waited) {
    co_return std::unexpected(waited.error());
  }
  if (!*waited) {
    co_await alarm.pause(options.poll);
  }
  co_return base::Result<void>();
}

void Watcher::State::note_trouble(const std::string& trouble) {
  if (trouble != std::exchange(status.trouble, trouble) && !trouble.empty()) {
    context.logger.warn("{}", trouble);
  }
}

Books::Context books_context(const Watcher::Context& context) {
  return {.coin = shop_coin(context.account.coin()),
          .rules = context.rules,
          .currency = context.currency,
          .owner_ids = context.owner_ids,
          .database = context.database,
          .clock = context.clock,
          .logger = context.logger};
}

Watcher::Watcher(const boost::asio::any_io_executor& executor, Context context,
                 const Options& options, OnProgress on_progress)
    : state_(std::make_shared<State>(base::Alarm(executor), std::move(context), options,
                                     std::move(on_progress))) {}

Watcher::~Watcher() { stop(); }

awaitable<base::Result<void>> Watcher::run() {
  const auto state = state_;
  auto ended = co_await state->alarm.run(state->work());
  co_return std::move(ended).value_or(base::Result<void>());
}

void Watcher::stop() { state_->alarm.stop(); }

WatcherStatus Watcher::status() const {
  auto status = state_->status;
  status.backends = state_->context.backend.health();
  return status;
}

}  // namespace chain
