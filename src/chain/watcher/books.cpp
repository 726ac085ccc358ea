#include "chain/watcher/books.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "shop/deposits/coins/chain_clock.h"
#include "shop/deposits/coins/chain_memory.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/credit_log.h"
#include "shop/deposits/one_transaction.h"

namespace chain {
namespace {

using boost::asio::awaitable;

// A miner's clock may be two hours wrong, and the block be found some time after the payment.
constexpr std::chrono::hours kBlockTimeSlack{3};

struct CursorMoved {};

using MovedOrNot = std::expected<shop::MoneyMoved, CursorMoved>;

// How long the same is not told again: of another coin's chain, or of a clock that comes and goes.
constexpr std::chrono::hours kClockQuiet{1};

base::Timestamp time_of(std::uint32_t time_s) {
  return base::Timestamp{std::chrono::seconds(time_s)};
}

base::Timestamp time_of(const PaidBlock& block) { return time_of(block.time_s); }

// How far the shop's clock may be ahead of the chain's: by the newest block, whose time one backend
// alone may have made up, or by the blocks that the shop has compared it with (`known`). Empty: it
// cannot be told, as the newest is not known (the branch has changed) or is from the future.
std::optional<std::chrono::seconds> lead_of(base::Timestamp now, const PaidBlock& block,
                                            std::chrono::seconds known) {
  if (!block.newest_time_s || time_of(*block.newest_time_s) > now + shop::kClockTolerance) {
    return std::nullopt;
  }
  const auto lead = now - time_of(*block.newest_time_s);
  return std::max({std::chrono::seconds(), known, std::chrono::floor<std::chrono::seconds>(lead)});
}

// Where no clock can tell, it is not: rather is a payment counted that was made to the same key
// before.
bool is_from_before(const PaidBlock& block, const shop::CryptoAddress& given,
                    std::optional<std::chrono::seconds> lead) {
  if (given.given_height) {
    return block.id.height <= *given.given_height;
  }
  return lead && time_of(block) + kBlockTimeSlack < given.created_at - *lead;
}

}  // namespace

awaitable<std::vector<shop::ChainBlock>> Books::recent_headers() {
  co_return co_await context_.database.read(
      [coin = context_.coin](db::Tx& tx) { return shop::recent_headers(tx, coin); });
}

awaitable<std::optional<std::string>> Books::genesis() {
  co_return co_await context_.database.read(
      [coin = context_.coin](db::Tx& tx) { return shop::genesis_of_chain(tx, coin); });
}

awaitable<void> Books::remember_genesis(std::string id) {
  co_await context_.database.transact([coin = context_.coin, id = std::move(id)](db::Tx& tx) {
    shop::remember_genesis(tx, coin, id);
    return true;
  });
}

awaitable<std::optional<std::int64_t>> Books::proved_height() {
  co_return co_await context_.database.read(
      [coin = context_.coin](db::Tx& tx) { return shop::proved_height(tx, coin); });
}

awaitable<void> Books::remember_header(shop::ChainBlock block) {
  co_await context_.database.transact([coin = context_.coin, block = std::move(block)](db::Tx& tx) {
    shop::remember_header(tx, coin, block);
    return true;
  });
}

awaitable<bool> Books::start_at(shop::ChainBlock first, std::string genesis) {
  co_return co_await context_.database.transact([this, first, genesis](db::Tx& tx) {
    const bool is_new = !shop::lock_cursor(tx, context_.coin).has_value();
    if (is_new) {
      shop::start_chain_at(tx, context_.coin, first);
      shop::remember_genesis(tx, context_.coin, genesis);
    }
    return is_new;
  });
}

awaitable<bool> Books::apply(PaidBlock block, shop::BlockId cursor) {
  const auto moved = co_await context_.database.transact(
      [this, block = std::move(block), cursor = std::move(cursor), rules = context_.rules,
       now = context_.clock.now()](db::Tx& tx) -> MovedOrNot {
        if (!is_cursor(tx, cursor)) {
          return std::unexpected(CursorMoved{});
        }
        compare_clocks(tx, block, now);
        auto done = shop::apply_block(tx, context_.coin,
                                      {block.id.height, block.id.hash, block.target, block.time_s},
                                      counted(tx, block), rules, now);
        raise_reversals(tx, done);
        return done;
      });
  if (moved) {
    log(*moved);
  }
  co_return moved.has_value();
}

awaitable<bool> Books::undo(shop::BlockId cursor, std::int64_t proved_height) {
  co_return co_await context_.database.transact(
      [this, cursor = std::move(cursor), proved_height, now = context_.clock.now()](db::Tx& tx) {
        const bool is_undone = is_cursor(tx, cursor);
        if (is_undone) {
          shop::undo_block(tx, context_.coin, now);
          shop::raise_proved_height(tx, context_.coin, proved_height);
        }
        return is_undone;
      });
}

awaitable<std::optional<shop::MoneyMoved>> Books::settle(shop::BlockId cursor) {
  const auto moved =
      co_await context_.database.transact([this, cursor = std::move(cursor), rules = context_.rules,
                                           now = context_.clock.now()](db::Tx& tx) -> MovedOrNot {
        if (!is_cursor(tx, cursor)) {
          return std::unexpected(CursorMoved{});
        }
        auto done = shop::settle_chain(tx, context_.coin, rules, now);
        shop::note_at_tip(tx, context_.coin, now);
        raise_reversals(tx, done);
        return done;
      });
  if (!moved) {
    co_return std::nullopt;
  }
  log(*moved);
  co_return *moved;
}

awaitable<bool> Books::move_to(shop::ChainBlock block, shop::BlockId cursor) {
  co_return co_await context_.database.transact([this, block = std::move(block),
                                                 cursor = std::move(cursor),
                                                 now = context_.clock.now()](db::Tx& tx) {
    const bool is_moved = is_cursor(tx, cursor);
    if (is_moved) {
      shop::move_chain_to(tx, context_.coin, block, now);
    }
    return is_moved;
  });
}

awaitable<std::optional<shop::MoneyMoved>> Books::recover(PaidBlock block) {
  const auto moved = co_await context_.database.transact(
      [this, block = std::move(block), rules = context_.rules,
       now = context_.clock.now()](db::Tx& tx) mutable -> MovedOrNot {
        const auto cursor = shop::lock_cursor(tx, context_.coin);
        const auto recent = shop::recent_blocks(tx, context_.coin);
        const auto same = std::ranges::find(recent, block.id.height, &shop::BlockId::height);
        if (!cursor || block.id.height > cursor->height ||
            (same != recent.end() && *same != block.id)) {
          return std::unexpected(CursorMoved{});
        }
        block.newest_time_s = newest_time(tx);
        return shop::recover_block(tx, context_.coin, block.id, counted(tx, block), rules, now);
      });
  if (!moved) {
    co_return std::nullopt;
  }
  log(*moved);
  co_return *moved;
}

awaitable<void> Books::note_waiting(std::vector<FoundPayment> payments) {
  const auto noted = co_await context_.database.transact([this, payments = std::move(payments),
                                                          rules = context_.rules,
                                                          now = context_.clock.now()](db::Tx& tx) {
    return shop::note_waiting(tx, context_.coin, counted_waiting(tx, payments), rules, now);
  });
  if (noted > 0) {
    context_.logger.info("{} payments in {} wait for a block", noted, base::code_of(context_.coin));
  }
}

awaitable<std::vector<std::string>> Books::waiting_transactions() {
  co_return co_await context_.database.read(
      [coin = context_.coin](db::Tx& tx) { return shop::waiting_transactions(tx, coin); });
}

awaitable<void> Books::mark_replaced(std::vector<std::string> txids) {
  co_await context_.database.transact(
      [this, txids = std::move(txids), now = context_.clock.now()](db::Tx& tx) {
        shop::mark_replaced(tx, context_.coin, txids, now);
        return true;
      });
}

awaitable<void> Books::alert(shop::Alert alert) {
  alert.coin = context_.coin;
  co_await context_.database.transact([this, alert, now = context_.clock.now()](db::Tx& tx) {
    shop::raise_alert(tx, context_.owner_ids, alert, now);
    return true;
  });
}

awaitable<std::optional<base::Timestamp>> Books::stalled_since() {
  co_return co_await context_.database.read(
      [coin = context_.coin](db::Tx& tx) { return shop::stalled_since(tx, coin); });
}

awaitable<void> Books::tell_standstill(shop::Alert alert, std::optional<base::Timestamp> since) {
  alert.coin = context_.coin;
  co_await context_.database.transact([this, alert, since, now = context_.clock.now()](db::Tx& tx) {
    shop::set_stalled_since(tx, context_.coin, since);
    shop::raise_alert(tx, context_.owner_ids, alert, now);
    return true;
  });
}

bool Books::is_cursor(db::Tx& tx, const shop::BlockId& cursor) const {
  return shop::lock_cursor(tx, context_.coin) == cursor;
}

std::optional<std::uint32_t> Books::newest_time(db::Tx& tx) const {
  const auto recent = shop::recent_headers(tx, context_.coin);
  const auto time_s = recent.empty() ? std::nullopt : recent.front().time_s;
  return time_s ? std::optional(static_cast<std::uint32_t>(*time_s)) : std::nullopt;
}

// Payments that the shop expected. A block that comes while the shop is at the tip is newer than
// every address that was given.
std::vector<shop::CoinPayment> Books::counted(db::Tx& tx, const PaidBlock& block) const {
  if (block.payments.empty()) {
    return {};
  }
  const auto now = context_.clock.now();
  const auto tip = shop::height_at_tip(tx, context_.coin, now);
  const bool is_new = tip && block.id.height == *tip + 1;
  const auto known = shop::clock_offset(tx, context_.coin).value_or(std::chrono::seconds());
  const auto lead = lead_of(now, block, known);
  std::vector<shop::CoinPayment> expected;
  for (const auto& [payment, index] : block.payments) {
    const auto given = shop::find_address(tx, context_.coin, payment.address);
    if ((given && (is_new || !is_from_before(block, *given, lead))) ||
        shop::is_recorded(tx, context_.coin, payment)) {
      expected.push_back(payment);
    } else {
      pass_over(tx, index, given.has_value());
    }
  }
  return expected;
}

std::vector<shop::CoinPayment> Books::counted_waiting(
    db::Tx& tx, std::span<const FoundPayment> payments) const {
  std::vector<shop::CoinPayment> expected;
  for (const auto& [payment, index] : payments) {
    if (shop::find_address(tx, context_.coin, payment.address)) {
      expected.push_back(payment);
    } else {
      pass_over(tx, index, /*was_given=*/false);
    }
  }
  return expected;
}

void Books::compare_clocks(db::Tx& tx, const PaidBlock& block, base::Timestamp now) const {
  const auto change = shop::compare_clocks(tx, context_.coin, time_of(block), now);
  if (change) {
    const auto kind = *change == shop::ClockChange::went_off ? shop::AlertKind::clock_is_off
                                                             : shop::AlertKind::clock_is_right;
    shop::raise_alert_once(tx, context_.owner_ids, {.alert = kind}, kClockQuiet, now);
  }
}

// Once: what lies below the next index has been told, or was given after all.
void Books::pass_over(db::Tx& tx, std::uint32_t index, bool was_given) const {
  const auto key_id = shop::use_key(tx, context_.coin, context_.key);
  if (!was_given && index < shop::next_index(tx, key_id)) {
    return;
  }
  if (!was_given) {
    shop::skip_indexes(tx, key_id, index + 1);
  }
  shop::raise_alert(tx, context_.owner_ids,
                    {.alert = shop::AlertKind::address_not_issued,
                     .coin = context_.coin,
                     .index = std::int64_t{index}},
                    context_.clock.now());
}

void Books::raise_reversals(db::Tx& tx, const shop::MoneyMoved& moved) const {
  for (const auto& deposit : shop::merged_by_transaction(moved.reversed)) {
    shop::raise_alert(tx, context_.owner_ids,
                      {.alert = shop::AlertKind::credit_taken_back,
                       .coin = context_.coin,
                       .deposit_id = deposit.id},
                      context_.clock.now());
  }
}

void Books::log(const shop::MoneyMoved& moved) const {
  for (const auto& credit : moved.credited) {
    context_.logger.info("Payment detected! User {} received {} {} = {} {}", credit.user_id,
                         shop::coins_text(credit.amount_sat), base::code_of(context_.coin),
                         credit.amount.decimal(), context_.currency);
    if (const auto commission = shop::commission_log(credit, context_.currency)) {
      context_.logger.info("{}", *commission);
    }
  }
  for (const auto& deposit : moved.reversed) {
    context_.logger.warn("Payment taken back! User {} loses {} {}: the chain has no block with it",
                         deposit.user_id, deposit.amount.decimal(), context_.currency);
  }
}

}  // namespace chain
