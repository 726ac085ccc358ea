#include "chain/watcher/watcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "chain/watcher/account_key.h"
#include "db/core/failure.h"

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr int kStallIntervals = 20;
// For a backend that is not needed now, until it sends a block; for a look at the mempool.
constexpr std::chrono::seconds kVisitMax{60};
constexpr std::chrono::seconds kLookMax{20};
constexpr int kRetriesMax = 12;  // the pause after a failure grows by that

}  // namespace

awaitable<base::Result<void>> Watcher::work() {
  while (!alarm_.is_stopped()) {
    co_await pause_after(co_await attempt());
  }
  co_return base::Result<void>();
}

awaitable<void> Watcher::pause_after(const base::Result<Round>& round) {
  if (!round) {
    note_trouble(round.error().message);
    failures_ = std::min(failures_ + 1, kRetriesMax);
    co_await alarm_.pause(options_.retry * failures_);
    co_return;
  }
  failures_ = 0;
  switch (*round) {
    case Round::at_tip:
      note_trouble("");
      note_waiting("");
      if (const auto waited = co_await wait_for_news(); !waited) {
        co_await alarm_.pause(options_.retry);
      }
      break;
    case Round::waiting:
      note_trouble("");
      co_await alarm_.pause(options_.look);
      break;
    case Round::stopped:
      co_await alarm_.pause(options_.poll);
      break;
  }
}

// One round and a look, with a database that fails as one more error.
awaitable<base::Result<Watcher::Round>> Watcher::attempt() {
  std::string failure;
  try {
    const auto done = co_await round();
    co_await report(done);
    if (done && *done == Round::at_tip) {
      co_await look_at_mempool();
    }
    co_return done;
  } catch (const db::Failure& caught) {
    failure = caught.what();
  }
  follower_.reset();
  co_return base::fail(base::ErrorKind::unavailable,
                       fmt::format("The {} watcher waits for the database: {}",
                                   name_of(context_.account.coin()), failure));
}

// Asks one member that is at the tip each time, and the others when their turn comes.
awaitable<base::Result<Watcher::Round>> Watcher::round() {
  co_await follower_.load();
  co_await finder_.refresh(context_.database);
  status_.scripts = finder_.size();
  if (const auto cursor = follower_.cursor()) {
    status_.height = cursor->height;
  }
  Survey survey;
  auto& backends = context_.backends;
  for (const auto member : backends.order(Ability::state)) {
    if (!survey.is_at_tip || backends.may_have_news(member, options_.poll)) {
      co_await visit(member, survey);
    }
  }
  co_return co_await conclude(survey);
}

awaitable<void> Watcher::visit(std::size_t member, Survey& survey) {
  auto& backends = context_.backends;
  backends.set_patience(backends.may_hurry(member) ? std::optional(kVisitMax) : std::nullopt);
  const auto state = co_await backends.state(member);
  if (!state) {
    survey.error = survey.error.value_or(state.error());
    co_return;
  }
  if (!survey.is_at_tip) {
    status_.tip = state->tip.height;
  }
  const auto standing = co_await follower_.follow(member, *state);
  backends.set_current(member, standing && *standing == Standing::at_tip);
  if (!standing) {
    survey.error = survey.error.value_or(standing.error());
    co_return;
  }
  note(member, *state, *standing, survey);
}

void Watcher::note(std::size_t member, const ChainState& state, Standing standing, Survey& survey) {
  const auto name = context_.backends.name(member);
  switch (standing) {
    case Standing::at_tip:
      survey.is_at_tip = true;
      survey.cursor = follower_.cursor();
      break;
    case Standing::behind:
      survey.waiting = fmt::format(
          "The backend {} is at block {}, below the shop's {}: the shop "
          "waits for it.",
          name, state.tip.height, status_.height);
      break;
    case Standing::downloading:
      survey.waiting = fmt::format(
          "The backend {} downloads the {} chain (block {} of {}): the "
          "shop waits for it.",
          name, name_of(context_.account.coin()), state.tip.height, state.header_height);
      break;
    case Standing::another_chain:
    case Standing::pruned:
      survey.stopped = stop_message(member, standing);
      return;
    case Standing::moved:
      survey.has_moved_cursor = true;
      return;
  }
  context_.backends.take_back(member, Aside::another_chain);
  if (standing != Standing::at_tip) {
    note_step(member, state);
  }
}

// A download that gets on is movement; blocks that were seen before, or headers alone, are none.
void Watcher::note_step(std::size_t member, const ChainState& state) {
  auto& highest = highest_tips_.at(member);
  if (highest && state.tip.height > *highest) {
    standstill_.note_step();
  }
  highest = std::max(highest.value_or(0), state.tip.height);
}

awaitable<base::Result<Watcher::Round>> Watcher::conclude(const Survey& survey) {
  if (survey.is_at_tip) {
    const bool is_there = survey.cursor == follower_.cursor();
    co_return is_there&& co_await settle() ? Round::at_tip : Round::waiting;
  }
  status_.has_caught_up = false;
  if (survey.has_moved_cursor) {
    co_return Round::waiting;
  }
  if (!survey.waiting.empty()) {
    note_waiting(survey.waiting);
    co_return Round::waiting;
  }
  if (survey.error) {
    co_return std::unexpected(*survey.error);
  }
  note_trouble(survey.stopped);
  follower_.reset();  // somebody may move the cursor (new_chain.h)
  co_return Round::stopped;
}

// False: the shop is not at the tip after all.
awaitable<bool> Watcher::settle() {
  const auto cursor = follower_.cursor();
  if (!cursor || !follower_.is_complete()) {
    co_return false;
  }
  const auto settled = co_await books_.settle(*cursor);
  if (!settled) {
    follower_.reset();
    co_return false;
  }
  look_.expect_again(settled->reversed);
  status_.tip = std::max(status_.tip, cursor->height);
  has_been_at_tip_ = status_.has_caught_up = true;
  co_return true;
}

// What is in no block yet can wait: a mempool that cannot be had is no trouble of the coin's.
awaitable<void> Watcher::look_at_mempool() {
  const auto cursor = follower_.cursor();
  if (cursor) {
    context_.backends.set_patience(kLookMax);
    if (co_await look_.look(*cursor)) {
      wait_pace_.note_news();
    }
  }
}

awaitable<void> Watcher::report(const base::Result<Round>& round) {
  const bool is_stopped = round && *round == Round::stopped;
  co_await standstill_.note({.is_at_tip = round && *round == Round::at_tip,
                             .has_answer = round.has_value(),
                             .is_stopped = is_stopped,
                             .height = status_.height,
                             .why = is_stopped ? status_.trouble
                                    : round    ? status_.waiting
                                               : round.error().message});
  if (round && *round == Round::at_tip) {
    context_.backends.judge(status_.height, stall_after());
    if (context_.backends.is_disagreement_due()) {
      co_await books_.alert({.alert = shop::AlertKind::backends_disagree});
    }
  }
}

std::string Watcher::stop_message(std::size_t member, Standing standing) const {
  const auto coin = name_of(context_.account.coin());
  if (standing == Standing::pruned) {
    return fmt::format(
        "The {} node {} has deleted blocks that the shop has not seen yet (from {} "
        "on). Use a node or an Esplora server that has them, once; then this one "
        "may go on.",
        coin, context_.backends.name(member), status_.height + 1);
  }
  return fmt::format(
      "No backend has the {} chain that the shop follows: they are on another one, "
      "or it was reorganised deeper than the blocks that the shop remembers. "
      "Compare your node with a public explorer. If the node is wrong, repair it; "
      "if the chain did change, see docs/payments.md, \"A deep reorganisation\".",
      coin);
}

void Watcher::note_block(std::int64_t height) {
  status_.height = height;
  status_.has_caught_up = false;
  standstill_.note_block();
  if (on_progress_ && !has_been_at_tip_) {
    on_progress_(height, status_.tip);
  }
}

std::chrono::seconds Watcher::stall_after() const {
  return options_.stall_after.value_or(
      std::chrono::seconds(kStallIntervals * row_of(context_.account.coin()).block_interval_s));
}

awaitable<base::Result<void>> Watcher::wait_for_news() {
  const auto cursor = follower_.cursor();
  if (alarm_.is_stopped() || !cursor) {
    co_return base::Result<void>();
  }
  const shop::BlockId known{std::max(cursor->height, status_.tip), cursor->hash};
  if (std::exchange(waited_at_, cursor) != cursor) {
    wait_pace_.note_news();
  }
  const auto began = std::chrono::steady_clock::now();
  const auto waited = co_await context_.backends.wait_for_tip(known, options_.look);
  if (!waited) {
    co_return std::unexpected(waited.error());
  }
  co_await alarm_.pause(*waited ? wait_pace_.pause_after(std::chrono::steady_clock::now() - began)
                                : options_.poll);
  co_return base::Result<void>();
}

void Watcher::note_trouble(const std::string& trouble) {
  if (trouble != std::exchange(status_.trouble, trouble) && !trouble.empty()) {
    context_.logger.warn("{}", trouble);
  }
}

// Logged when it begins, not at each block of a download.
void Watcher::note_waiting(const std::string& waiting) {
  if (std::exchange(status_.waiting, waiting).empty() && !waiting.empty()) {
    context_.logger.info("{}", waiting);
  }
}

Books::Context books_context(const Watcher::Context& context) {
  return {.coin = context.account.coin(),
          .key = account_key(context.account),
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
      follower_({.pool = context_.backends,
                 .books = books_,
                 .finder = finder_,
                 .database = context_.database,
                 .logger = context_.logger,
                 .coin = context_.account.coin(),
                 .network = context_.account.network(),
                 .start_depth = options.start_depth},
                [this](std::int64_t height) { note_block(height); }),
      look_(context_.backends, finder_, books_, context_.clock, context_.logger, options.missing),
      standstill_(books_, context_.clock, context_.logger, stall_after()),
      wait_pace_(options.look, options.poll),
      highest_tips_(context_.backends.size()) {}

awaitable<base::Result<void>> Watcher::run() {
  auto ended = co_await alarm_.run(work());
  co_return std::move(ended).value_or(base::Result<void>());
}

WatcherStatus Watcher::status() const {
  auto status = status_;
  status.backends = context_.backends.health();
  status.stalled_since = standstill_.since();
  return status;
}

}  // namespace chain
