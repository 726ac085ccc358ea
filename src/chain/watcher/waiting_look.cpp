#include "chain/watcher/waiting_look.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace chain {
namespace {

using boost::asio::awaitable;

constexpr int kLooksUntilReplaced = 2;

}  // namespace

awaitable<base::Result<void>> WaitingLook::look(shop::BlockId cursor) {
  const auto ids = co_await backend_.waiting_ids();
  if (!ids) {
    co_return std::unexpected(ids.error());
  }
  Ids waiting;
  for (const auto& id : *ids) {
    waiting.insert(from_id(id).value_or(Hash256{}));
  }
  std::erase_if(seen_, [&](const Hash256& id) { return !waiting.contains(id); });
  auto news = unseen(*ids);
  const auto max = backend_.transactions_per_look();
  if (std::exchange(is_first_, false) && news.size() > max) {
    logger_.info("{} transactions wait for a block already; payments among them are seen there.",
                 news.size());
    seen_ = waiting;
    news.clear();
  }
  news.resize(std::min(news.size(), max));
  const auto fetched = co_await backend_.waiting_transactions(std::move(news));
  if (auto payments = find(fetched.transactions); !payments.empty()) {
    co_await books_.note_waiting(std::move(payments));
  }
  for (const auto& transaction : fetched.transactions) {
    seen_.insert(from_id(transaction.txid).value_or(Hash256{}));
  }
  if (fetched.error) {
    co_return std::unexpected(*fetched.error);
  }
  const auto state = co_await backend_.state();
  if (!state) {
    co_return std::unexpected(state.error());
  }
  if (state->tip == cursor) {
    co_await drop_missing(waiting);
  }
  co_return base::Result<void>();
}

void WaitingLook::expect_again(const std::vector<shop::Deposit>& reversed) {
  for (const auto& deposit : reversed) {
    seen_.erase(from_id(deposit.chain().txid).value_or(Hash256{}));
  }
}

std::vector<std::string> WaitingLook::unseen(const std::vector<std::string>& ids) const {
  std::vector<std::string> news;
  std::ranges::copy_if(ids, std::back_inserter(news), [&](const std::string& id) {
    const auto hash = from_id(id);
    return hash && !seen_.contains(*hash);
  });
  return news;
}

std::vector<FoundPayment> WaitingLook::find(
    const std::vector<WaitingTransaction>& transactions) const {
  std::vector<FoundPayment> found;
  for (const auto& [txid, raw] : transactions) {
    const auto transaction = parse_transaction(raw);
    if (!transaction || (!transaction->is_opaque && to_id(transaction->txid) != txid)) {
      logger_.warn("The backend {} sent something else than the transaction {}.", backend_.name(),
                   txid);
      continue;
    }
    std::ranges::move(finder_.find({&*transaction, 1}), std::back_inserter(found));
  }
  return found;
}

// Another backend may have another view: what it lacks counts from the beginning.
awaitable<void> WaitingLook::drop_missing(const Ids& waiting) {
  if (std::exchange(backend_name_, backend_.name()) != backend_.name()) {
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
  if (!replaced.empty()) {
    co_await books_.mark_replaced(std::move(replaced));
  }
}

}  // namespace chain
