// The double-entry ledger: every movement of money is a transfer whose lines sum to zero.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "db/core/value.h"
#include "shop/core/acts/actor.h"
#include "shop/core/list.h"
#include "shop/core/page.h"

namespace shop {

// Between whom a transfer moves money, by the name that stands in the database. Each method of
// deposits has one more (shop/deposits/deposit_method.h).
class LedgerAccount {
 public:
  static const LedgerAccount customer, sales, adjustments, commissions;

  constexpr LedgerAccount() = default;
  // Keeps the view: a literal.
  constexpr explicit LedgerAccount(std::string_view name) : name_(name) {}

  constexpr std::string_view name() const { return name_; }
  friend bool operator==(LedgerAccount, LedgerAccount) = default;

 private:
  std::string_view name_ = "customer";
};
inline constexpr LedgerAccount LedgerAccount::customer("customer");
inline constexpr LedgerAccount LedgerAccount::sales("sales");
inline constexpr LedgerAccount LedgerAccount::adjustments("adjustments");
inline constexpr LedgerAccount LedgerAccount::commissions("commissions");

inline db::Value to_value(LedgerAccount account) { return db::to_value(account.name()); }

enum class TransferKind {
  purchase,
  refund,  // of an order
  adjustment,
  deposit,
  deposit_reversal,  // the chain took it back
  star_refund,       // the owner paid it back
  commission,
  commission_reversal,
};
BOOST_DESCRIBE_ENUM(TransferKind, purchase, refund, adjustment, deposit, deposit_reversal,
                    star_refund, commission, commission_reversal)

// Whether it takes what a customer may have spent already, so that their balance may be negative.
bool may_leave_debt(TransferKind kind);

struct LedgerLine {
  LedgerAccount account = LedgerAccount::customer;
  std::optional<std::int64_t> user_id;  // set exactly for LedgerAccount::customer
  base::Money amount;                   // positive: the account gets it
};

struct Transfer {
  TransferKind kind = TransferKind::purchase;
  std::string key;  // of the cause; posting the same key again is refused
  std::vector<LedgerLine> lines;
  std::string note;
  Actor actor;  // who did it
};

enum class PostRefusal {
  repeated,          // a transfer of that key is there already
  overdrawn,         // a customer's balance would be below zero, and the kind may leave no debt
  out_of_range,      // a customer's balance would be more than Money holds
  unknown_customer,  // a line names nobody
};

// Writes the transfer and moves the balances of the customers it names; returns its id. A refusal
// has changed nothing. Locks the customers in the order of their ids. REQUIRES: the lines sum to
// zero and name each customer at most once.
std::expected<std::int64_t, PostRefusal> post(db::Tx& tx, const Transfer& transfer,
                                              base::Timestamp now);

using Balances = std::map<std::int64_t, base::Money>;  // by customer

// As `post`, for callers that wait for the database as seldom as can be: asks it nothing, and sends
// what it writes with the caller's next statement. REQUIRES: as `post`; the rows of the customers
// that it names are locked and `balances` holds what they have; the key is new, for it names a row
// that this transaction has inserted.
std::expected<void, PostRefusal> post_locked(db::Tx& tx, const Transfer& transfer,
                                             const Balances& balances, base::Timestamp now);

// Locks the customers in the order of their ids, as `post` does, before several transfers that name
// them: two transactions then wait for each other in one direction only.
void lock_customers(db::Tx& tx, std::span<const std::int64_t> ids);

// A customer's line together with its transfer.
struct Movement {
  std::int64_t transfer_id = 0;
  TransferKind kind = TransferKind::purchase;
  base::Money amount;
  base::Money balance_after;
  std::string note;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Movement, (), (transfer_id, kind, amount, balance_after, note, created_at))

// Newest first.
Slice<Movement> history_of(db::Tx& tx, std::int64_t user_id, Page page);

// What a transfer did to a customer's balance, with who did it.
struct LedgerRow {
  std::int64_t id = 0;  // of the transfer
  std::int64_t user_id = 0;
  TransferKind kind = TransferKind::purchase;
  base::Money amount;
  base::Money balance_after;
  std::string note;
  std::string actor;  // see actor.h
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (),
                      (id, user_id, kind, amount, balance_after, note, actor, created_at))

struct LedgerFilter {
  std::optional<std::int64_t> user_id = {};
  std::optional<TransferKind> kind = {};
  std::optional<base::Timestamp> from = {};
  std::optional<base::Timestamp> until = {};  // not included
};

enum class LedgerSort { id, created_at };
BOOST_DESCRIBE_ENUM(LedgerSort, id, created_at)

// Movements of customers' money, in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<LedgerRow>> ledger_rows(db::Tx& tx, const LedgerFilter& filter,
                                               const ListOrder<LedgerSort>& order,
                                               const ListPart& part);

// The customer's line of one transfer.
std::optional<Movement> find_movement(db::Tx& tx, std::int64_t transfer_id, std::int64_t user_id);

}  // namespace shop
