#include "shop/deposits/coins/chain_deposit.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/coins/chain_memory.h"
#include "shop/deposits/coins/chain_settlement.h"
#include "shop/deposits/coins/coin_quote.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/one_transaction.h"

namespace shop {
namespace {

using Ids = std::set<std::int64_t>;

std::optional<Deposit> lock_deposit(db::Tx& tx, Coin coin, const CoinPayment& payment) {
  return first_deposit(tx,
                       fmt::format("SELECT {} FROM deposits WHERE method = $1 AND tx_hash = $2 "
                                   "AND output_index = $3{}",
                                   db::columns<DepositRow>(), tx.for_update()),
                       method_of(coin), payment.txid, payment.output);
}

bool has_left_chain(const Deposit& deposit) {
  return deposit.status == DepositStatus::replaced || deposit.status == DepositStatus::reversed;
}

// What payments become when they are seen, in a block or before.
class Recorder {
 public:
  Recorder(db::Tx& tx, Coin coin, base::Timestamp now) : tx_(tx), coin_(coin), now_(now) {}

  void record(const CoinPayment& payment, std::optional<std::int64_t> height) {
    if (const auto known = lock_deposit(tx_, coin_, payment)) {
      meet_again(*known, height);
      note_minimum(*known, payment.min_confirmations);
      return;
    }
    const auto address = find_address(tx_, coin_, payment.address);
    if (address && payment.amount_sat > 0) {
      insert(payment, *address, height);
    }
  }

  std::int64_t found() const { return found_; }
  // Deposits that are pending since now.
  const Ids& seen() const { return seen_; }

 private:
  void meet_again(const Deposit& known, std::optional<std::int64_t> height) {
    if (has_left_chain(known)) {
      seen_.insert(known.id);
      tx_.execute_later(
          "UPDATE deposits SET status = 'pending', block_height = $2, confirmed_at = NULL "
          "WHERE id = $1",
          known.id, height);
    } else if (height && known.chain().block_height != height) {
      tx_.execute_later("UPDATE deposits SET block_height = $2 WHERE id = $1", known.id, *height);
    }
  }

  // A program that did not know of minimums may have recorded it.
  void note_minimum(const Deposit& known, int min_confirmations) {
    if (known.chain().min_confirmations < min_confirmations) {
      tx_.execute_later("UPDATE deposits SET min_confirmations = $2 WHERE id = $1", known.id,
                        min_confirmations);
    }
  }

  void insert(const CoinPayment& payment, const CryptoAddress& address,
              std::optional<std::int64_t> height) {
    Deposit deposit{.details = ChainDetails{.amount_sat = payment.amount_sat}};
    if (const auto rate = rate_for(payment, address)) {
      deposit = priced(std::move(deposit), *rate);
    }
    const auto& chain = deposit.chain();
    seen_.insert(tx_.one<std::int64_t>(
        "INSERT INTO deposits (user_id, method, amount, status, tx_hash, output_index, amount_sat, "
        "address_id, rate, rate_source, rate_at, block_height, min_confirmations, "
        "confirmations_needed, created_at) "
        "VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13) "
        "RETURNING id",
        address.user_id, method_of(coin_), deposit.amount, payment.txid, payment.output,
        payment.amount_sat, address.id, chain.rate, chain.rate_source, chain.rate_at, height,
        payment.min_confirmations, now_));
    ++found_;
    if (address.is_active) {
      tx_.execute_later("UPDATE crypto_addresses SET is_active = false WHERE id = $1", address.id);
    }
  }

  std::optional<ExchangeRate> rate_for(const CoinPayment& payment, const CryptoAddress& address) {
    auto quoted = take_quote(tx_, address, payment.amount_sat, now_);
    return quoted ? quoted : fresh_rate(tx_, coin_, now_);
  }

  db::Tx& tx_;
  Coin coin_;
  base::Timestamp now_;
  std::int64_t found_ = 0;
  Ids seen_;
};

// Each customer whose deposit is in a block and waits for confirmations, or has appeared now.
void tell_progress(db::Tx& tx, const std::vector<Deposit>& unconfirmed, std::int64_t tip,
                   const Ids& seen, base::Timestamp now) {
  std::set<TransactionOfCustomer> new_ones;
  for (const auto& deposit : unconfirmed) {
    if (seen.contains(deposit.id)) {
      new_ones.insert(transaction_of(deposit));
    }
  }
  std::vector<Deposit> appeared;
  std::vector<Deposit> went_on;
  for (const auto& deposit : unconfirmed) {
    const auto& chain = deposit.chain();
    if (new_ones.contains(transaction_of(deposit))) {
      appeared.push_back(deposit);
    } else if (chain.block_height.value() + chain.confirmations_needed > tip) {
      went_on.push_back(deposit);
    }
  }
  tell_of_transactions(tx, kDepositSeen, appeared, now);
  tell_of_transactions(tx, kDepositProgress, went_on, now);
}

void insert_block(db::Tx& tx, Coin coin, const ChainBlock& block) {
  tx.execute_later(
      "INSERT INTO chain_blocks (currency, height, hash, target, time_s) "
      "VALUES ($1, $2, $3, $4, $5)",
      coin, block.height, block.hash, block.target, block.time_s);
}

template <class T>
std::vector<T> newest_blocks(db::Tx& tx, Coin coin) {
  return tx.all<T>(
      fmt::format("SELECT {} FROM chain_blocks WHERE currency = $1 ORDER BY height DESC LIMIT $2",
                  db::columns<T>()),
      coin, kDeepestReorg + 1);
}

// The blocks from `height` on are not the chain's any more.
void take_out_of_blocks(db::Tx& tx, Coin coin, std::int64_t height, base::Timestamp now) {
  tx.execute(
      "UPDATE crypto_addresses SET given_height = $2 WHERE currency = $1 AND given_height > $2",
      coin, height - 1);
  auto adrift =
      all_deposits(tx,
                   fmt::format("UPDATE deposits SET block_height = NULL, confirmed_at = NULL "
                               "WHERE method = $1 AND block_height >= $2 RETURNING {}",
                               db::columns<DepositRow>()),
                   method_of(coin), height);
  std::erase_if(adrift,
                [](const Deposit& deposit) { return deposit.status != DepositStatus::pending; });
  std::ranges::sort(adrift, {}, &Deposit::id);
  tell_of_transactions(tx, kDepositProgress, adrift, now);
  tx.execute(
      "UPDATE deposits SET confirmed_at = NULL WHERE method = $1 AND status = 'pending' "
      "AND block_height + confirmations_needed > $2",
      method_of(coin), height);
}

}  // namespace

std::vector<BlockId> recent_blocks(db::Tx& tx, Coin coin) {
  return newest_blocks<BlockId>(tx, coin);
}

std::vector<ChainBlock> recent_headers(db::Tx& tx, Coin coin) {
  return newest_blocks<ChainBlock>(tx, coin);
}

std::optional<BlockId> lock_cursor(db::Tx& tx, Coin coin) {
  if (tx.engine() == db::Engine::postgres) {
    tx.execute_later(
        fmt::format("SELECT currency FROM coins WHERE currency = $1{}", tx.for_update()), coin);
  }
  return tx.first<BlockId>(
      fmt::format("SELECT {} FROM chain_blocks WHERE currency = $1 ORDER BY height DESC LIMIT 1",
                  db::columns<BlockId>()),
      coin);
}

bool is_recorded(db::Tx& tx, Coin coin, const CoinPayment& payment) {
  return tx.one<std::int64_t>(
             "SELECT count(*) FROM deposits WHERE method = $1 AND tx_hash = $2 "
             "AND output_index = $3",
             method_of(coin), payment.txid, payment.output) > 0;
}

std::int64_t confirmations_of(db::Tx& tx, const Deposit& deposit) {
  const auto coin = coin_of(deposit.method);
  const auto* const chain = std::get_if<ChainDetails>(&deposit.details);
  if (!coin || !chain || !chain->block_height) {
    return 0;
  }
  const auto tip = tx.one<std::optional<std::int64_t>>(
      "SELECT max(height) FROM chain_blocks WHERE currency = $1", *coin);
  return tip ? std::max<std::int64_t>(0, *tip - *chain->block_height + 1) : 0;
}

void start_chain_at(db::Tx& tx, Coin coin, const ChainBlock& block) {
  base::check(!lock_cursor(tx, coin), "a chain is started once");
  insert_block(tx, coin, block);
}

MoneyMoved apply_block(db::Tx& tx, Coin coin, const ChainBlock& block,
                       std::span<const CoinPayment> payments, const DepositRules& rules,
                       base::Timestamp now) {
  const auto cursor = lock_cursor(tx, coin);
  base::check(cursor && block.height == cursor->height + 1, "a block follows the cursor");
  insert_block(tx, coin, block);
  tx.execute_later("DELETE FROM chain_blocks WHERE currency = $1 AND height < $2", coin,
                   block.height - kDeepestReorg);
  tx.execute_later(
      "UPDATE coins SET proved_height = NULL WHERE currency = $1 AND proved_height <= $2", coin,
      block.height);
  Recorder recorder(tx, coin, now);
  for (const auto& payment : payments) {
    recorder.record(payment, block.height);
  }
  auto settled = complete_confirmed(tx, coin, block.height, rules, now);
  tell_progress(tx, settled.unconfirmed, block.height, recorder.seen(), now);
  return {.credited = std::move(settled.credited), .reversed = {}, .found = recorder.found()};
}

MoneyMoved recover_block(db::Tx& tx, Coin coin, const BlockId& block,
                         std::span<const CoinPayment> payments, const DepositRules& rules,
                         base::Timestamp now) {
  const auto cursor = lock_cursor(tx, coin);
  base::check(cursor && block.height <= cursor->height, "a block behind the cursor is recovered");
  Recorder recorder(tx, coin, now);
  for (const auto& payment : payments) {
    recorder.record(payment, block.height);
  }
  auto settled = complete_confirmed(tx, coin, cursor->height, rules, now);
  tell_progress(tx, settled.unconfirmed, cursor->height, recorder.seen(), now);
  return {.credited = std::move(settled.credited), .reversed = {}, .found = recorder.found()};
}

void undo_block(db::Tx& tx, Coin coin, base::Timestamp now) {
  const auto cursor = lock_cursor(tx, coin);
  base::check(cursor.has_value(), "a block is there to undo");
  tx.execute("DELETE FROM chain_blocks WHERE currency = $1 AND height = $2", coin, cursor->height);
  base::check(!recent_blocks(tx, coin).empty(), "an older block is there");
  take_out_of_blocks(tx, coin, cursor->height, now);
}

void move_chain_to(db::Tx& tx, Coin coin, const ChainBlock& block, base::Timestamp now) {
  const auto cursor = lock_cursor(tx, coin);
  base::check(cursor && block.height <= cursor->height, "the new chain parts from the old one");
  tx.execute("DELETE FROM chain_blocks WHERE currency = $1", coin);
  tx.execute("UPDATE coins SET proved_height = NULL WHERE currency = $1", coin);
  insert_block(tx, coin, block);
  take_out_of_blocks(tx, coin, block.height + 1, now);
}

MoneyMoved settle_chain(db::Tx& tx, Coin coin, const DepositRules& rules, base::Timestamp now) {
  const auto cursor = lock_cursor(tx, coin);
  if (!cursor || proved_height(tx, coin).value_or(0) > cursor->height) {
    return {};
  }
  MoneyMoved moved;
  moved.reversed = all_deposits(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE method = $1 AND status = 'completed' "
                  "AND output_index IS NOT NULL AND block_height IS NULL ORDER BY id{}",
                  db::columns<DepositRow>(), tx.for_update()),
      method_of(coin));
  reverse_all(tx, moved.reversed, now);
  moved.credited = complete_confirmed(tx, coin, cursor->height, rules, now).credited;
  std::ranges::move(complete_kept(tx, coin, rules, now), std::back_inserter(moved.credited));
  return moved;
}

std::int64_t note_waiting(db::Tx& tx, Coin coin, std::span<const CoinPayment> payments,
                          const DepositRules& rules, base::Timestamp now) {
  if (payments.empty()) {
    return 0;
  }
  lock_cursor(tx, coin);
  Recorder recorder(tx, coin, now);
  std::set<std::string> txids;
  for (const auto& payment : payments) {
    recorder.record(payment, std::nullopt);
    txids.insert(payment.txid);
  }
  auto waiting = set_needed_before_block(tx, coin, txids, rules);
  std::erase_if(waiting,
                [&](const Deposit& deposit) { return !recorder.seen().contains(deposit.id); });
  tell_of_transactions(tx, kDepositSeen, waiting, now);
  return recorder.found();
}

std::vector<std::string> waiting_transactions(db::Tx& tx, Coin coin) {
  return tx.all<std::string>(
      "SELECT DISTINCT tx_hash FROM deposits WHERE method = $1 AND status = 'pending' "
      "AND block_height IS NULL AND tx_hash IS NOT NULL ORDER BY tx_hash",
      method_of(coin));
}

void mark_replaced(db::Tx& tx, Coin coin, std::span<const std::string> txids, base::Timestamp now) {
  lock_cursor(tx, coin);
  for (const auto& txid : txids) {
    auto replaced =
        all_deposits(tx,
                     fmt::format("UPDATE deposits SET status = 'replaced' WHERE method = $1 "
                                 "AND tx_hash = $2 AND status = 'pending' AND block_height IS NULL "
                                 "RETURNING {}",
                                 db::columns<DepositRow>()),
                     method_of(coin), txid);
    std::ranges::sort(replaced, {}, &Deposit::id);
    tell_of_transactions(tx, kDepositReplaced, replaced, now);
  }
}

}  // namespace shop
