// Finds the outputs that pay to the shop.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "chain/blocks/transaction.h"
#include "chain/keys/account.h"
#include "chain/watcher/script_index.h"
#include "db/core/database.h"
#include "shop/deposits/coins/chain_deposit.h"

namespace chain {

struct FoundPayment {
  shop::CoinPayment payment;
  std::uint32_t derivation_index = 0;
};

// Knows all addresses ever given to customers, of whatever key, and the next ones of the account.
// Not shared between threads.
class PaymentFinder {
 public:
  // `ahead`: how many indexes of the account beyond those given it looks for.
  PaymentFinder(Account account, base::Random& random, std::uint32_t ahead);

  // Adds the addresses given since the last call. Throws db::Failure.
  boost::asio::awaitable<void> refresh(db::Database& database);

  // A match is very likely but not certain (script_index.h): the shop counts it only when it gave
  // the address.
  std::vector<FoundPayment> find(std::span<const Transaction> transactions) const;

  // Of scripts.
  std::size_t size() const { return scripts_.size(); }

 private:
  void look_ahead(std::uint32_t next_index);
  boost::asio::awaitable<std::int64_t> find_key(db::Database& database);

  Account account_;
  std::uint32_t ahead_;
  ScriptIndex scripts_;
  std::optional<std::int64_t> key_id_;
  std::int64_t newest_id_ = 0;      // of the addresses that are known
  std::uint32_t looked_until_ = 0;  // of the account's indexes; those below it are known
};

}  // namespace chain
