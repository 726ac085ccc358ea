#include "chain/watcher/waiting_look.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr int kLooksUntilReplaced = 2;
// Backends list different mempools: what one of them lacks was not fetched in vain.
constexpr std::chrono::minutes kSeenLifetime{30};

}  // namespace

awaitable<bool> WaitingLook::look(shop::BlockId cursor) {
  const auto mempool = co_await backends_.mempool();
  if (!mempool) {
    co_return false;
  }
  Ids waiting;
  for (const auto& id : mempool->ids) {
    waiting.insert(from_id(id).value_or(Hash256{}));
  }
  forget_gone(waiting);
  const bool has_found = co_await fetch(*mempool);
  const auto state = co_await backends_.state(mempool->member);
  if (state && state->tip == cursor) {
    co_await drop_missing(mempool->member, waiting);
  }
  co_return has_found;
}

void WaitingLook::forget_gone(const Ids& waiting) {
  const auto now = clock_.now();
  for (auto& [id, listed_at] : seen_) {
    if (waiting.contains(id)) {
      listed_at = now;
    }
  }
  std::erase_if(seen_, [&](const auto& seen) { return now - seen.second > kSeenLifetime; });
  std::erase_if(old_, [&](const Hash256& id) { return !waiting.contains(id); });
}

awaitable<bool> WaitingLook::fetch(const Mempool& mempool) {
  auto wanted = choose(mempool.ids, backends_.transactions_per_look(mempool.member));
  if (wanted.empty()) {
    co_return false;
  }
  const auto fetched = co_await backends_.waiting_transactions(mempool.member, std::move(wanted));
  auto payments = find(fetched.transactions);
  const bool has_found = !payments.empty();
  if (has_found) {
    co_await books_.note_waiting(std::move(payments));
  }
  for (const auto& transaction : fetched.transactions) {
    const auto id = from_id(transaction.txid).value_or(Hash256{});
    seen_[id] = clock_.now();
    old_.erase(id);
  }
  co_return has_found;
}

void WaitingLook::expect_again(const std::vector<shop::Deposit>& reversed) {
  for (const auto& deposit : reversed) {
    seen_.erase(from_id(deposit.chain().txid).value_or(Hash256{}));
  }
}

std::vector<std::string> WaitingLook::choose(const std::vector<std::string>& ids, std::size_t max) {
  std::vector<std::string> news;
  std::vector<std::string> older;
  for (const auto& id : ids) {
    const auto hash = from_id(id);
    if (hash && !seen_.contains(*hash)) {
      auto& list = old_.insert(*hash).second ? news : older;
      if (list.size() < max) {
        list.push_back(id);
      }
    }
  }
  if (news.size() + older.size() >= max && !is_backlog_logged_) {
    logger_.info("Many transactions wait for a block already: they are looked at in turn.");
    is_backlog_logged_ = true;
  }
  older.resize(std::min(older.size(), max - news.size()));
  std::ranges::move(older, std::back_inserter(news));
  return news;
}

std::vector<FoundPayment> WaitingLook::find(
    const std::vector<WaitingTransaction>& transactions) const {
  std::vector<FoundPayment> found;
  for (const auto& [txid, raw] : transactions) {
    if (const auto transaction = parse_transaction(raw)) {
      std::ranges::move(finder_.find({&*transaction, 1}), std::back_inserter(found));
    }
  }
  return found;
}

// Another backend may have another view: what it lacks counts from the beginning.
awaitable<void> WaitingLook::drop_missing(std::size_t member, const Ids& waiting) {
  if (std::exchange(missing_from_, member) != member) {
    missing_.clear();
  }
  const auto now = clock_.now();
  std::map<std::string, Absence> missing;
  std::vector<std::string> replaced;
  for (const auto& txid : co_await books_.waiting_transactions()) {
    if (waiting.contains(from_id(txid).value_or(Hash256{}))) {
      continue;
    }
    const auto known = missing_.find(txid);
    auto absence = known != missing_.end() ? known->second : Absence{.since = now};
    ++absence.looks;
    if (absence.looks >= kLooksUntilReplaced && now - absence.since >= patience_) {
      replaced.push_back(txid);
    } else {
      missing[txid] = absence;
    }
  }
  missing_ = std::move(missing);
  replaced = co_await backends_.lacked_by_others(member, std::move(replaced));
  for (const auto& txid : replaced) {
    seen_.erase(from_id(txid).value_or(Hash256{}));  // to be fetched when it comes back
  }
  if (!replaced.empty()) {
    co_await books_.mark_replaced(std::move(replaced));
  }
}

}  // namespace chain
