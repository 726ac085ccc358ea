#include "shop/money/ledger.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/conditions.h"
#include "shop/core/enum_text.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

// A transfer has at most one line of a customer. The plus keeps SQLite from reading all lines by
// their customers, and then sorting them.
constexpr std::string_view kCustomersLines =
    "(SELECT t.id, l.user_id, t.kind, l.amount, l.balance_after, t.note, t.actor, t.created_at "
    "FROM ledger_lines l JOIN transfers t ON t.id = l.transfer_id WHERE +l.user_id IS NOT NULL) m";

void require_well_formed(const Transfer& transfer) {
  base::Money sum;
  std::map<std::int64_t, int> lines_of;
  for (const auto& line : transfer.lines) {
    sum += line.amount;
    base::check((line.account == LedgerAccount::customer) == line.user_id.has_value(),
                "a line names a customer when its account is one");
    base::check(!line.user_id || ++lines_of[*line.user_id] == 1,
                "a transfer names each customer once");
  }
  base::check(sum.is_zero(), "the lines of a transfer sum to zero");
}

// The balance of each customer of the transfer, their rows locked in the order of ids.
std::expected<Balances, PostRefusal> lock_balances(db::Tx& tx, const Transfer& transfer) {
  Balances balances;
  for (const auto& line : transfer.lines) {
    if (line.user_id) {
      balances.emplace(*line.user_id, base::Money());
    }
  }
  for (auto& [id, balance] : balances) {
    const auto found = tx.first<base::Money>(
        fmt::format("SELECT balance FROM users WHERE id = $1{}", tx.for_update()), id);
    if (!found) {
      return std::unexpected(PostRefusal::unknown_customer);
    }
    balance = *found;
  }
  return balances;
}

std::optional<PostRefusal> check_balances(const Transfer& transfer, const Balances& balances) {
  for (const auto& line : transfer.lines) {
    if (!line.user_id) {
      continue;
    }
    const auto after = balances.at(*line.user_id).hundredths() + line.amount.hundredths();
    if (line.amount.is_negative() && after < 0 && !may_leave_debt(transfer.kind)) {
      return PostRefusal::overdrawn;
    }
    if (after > base::Money::max_hundredths) {
      return PostRefusal::out_of_range;
    }
  }
  return std::nullopt;
}

// The overdraft follows a debt down to nothing. It grows only where a debt may, so that the CHECK
// stops whatever else would spend more than there is.
void set_balance(db::Tx& tx, std::int64_t user_id, base::Money before, base::Money after,
                 TransferKind kind) {
  if (!before.is_negative() && !may_leave_debt(kind)) {
    tx.execute_later("UPDATE users SET balance = $2 WHERE id = $1", user_id, after);
    return;
  }
  const auto overdraft = after.is_negative() ? -after : base::Money();
  tx.execute_later("UPDATE users SET balance = $2, overdraft = $3 WHERE id = $1", user_id, after,
                   overdraft);
}

// Under the transfer of that key, which this transaction has inserted; and the new balances.
void write_lines(db::Tx& tx, const Transfer& transfer, const Balances& balances) {
  using db::to_value;
  std::vector<db::Value> values{to_value(transfer.key)};
  std::string rows;
  int number = 0;
  for (const auto& line : transfer.lines) {
    std::optional<base::Money> balance_after;
    if (line.user_id) {
      const auto before = balances.at(*line.user_id);
      balance_after = before + line.amount;
      set_balance(tx, *line.user_id, before, *balance_after, transfer.kind);
    }
    const auto next = values.size() + 1;
    rows += fmt::format("{}((SELECT id FROM transfers WHERE key = $1), {}, ${}, ${}, ${}, ${})",
                        rows.empty() ? "" : ", ", ++number, next, next + 1, next + 2, next + 3);
    values.insert(values.end(), {to_value(line.account), to_value(line.user_id),
                                 to_value(line.amount), to_value(balance_after)});
  }
  tx.execute_later_with(
      "INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after) "
      "VALUES " +
          rows,
      values);
}

constexpr std::string_view kInsertTransfer =
    "INSERT INTO transfers (kind, key, note, actor, created_at) VALUES ($1, $2, $3, $4, $5)";

std::string select_movements(std::string_view rest) {
  return fmt::format(
      "SELECT {} FROM ledger_lines l JOIN transfers t ON t.id = l.transfer_id WHERE {}",
      db::columns<Movement>("l", "t", "kind", "note", "created_at"), rest);
}

}  // namespace

bool may_leave_debt(TransferKind kind) {
  switch (kind) {
    case TransferKind::deposit_reversal:
    case TransferKind::star_refund:
    case TransferKind::commission_reversal:
      return true;
    case TransferKind::purchase:
    case TransferKind::refund:
    case TransferKind::adjustment:
    case TransferKind::deposit:
    case TransferKind::commission:
      return false;
  }
  return false;
}

void lock_customers(db::Tx& tx, std::span<const std::int64_t> ids) {
  if (tx.engine() == db::Engine::postgres) {
    tx.query(fmt::format("SELECT id FROM users WHERE id {} ORDER BY id{}", sql::in_ids(tx),
                         tx.for_update()),
             sql::ids_text(tx, ids));
  }
}

std::expected<std::int64_t, PostRefusal> post(db::Tx& tx, const Transfer& transfer,
                                              base::Timestamp now) {
  require_well_formed(transfer);
  const auto balances = lock_balances(tx, transfer);
  if (!balances) {
    return std::unexpected(balances.error());
  }
  if (tx.first<std::int64_t>("SELECT id FROM transfers WHERE key = $1", transfer.key)) {
    return std::unexpected(PostRefusal::repeated);
  }
  if (const auto refusal = check_balances(transfer, *balances)) {
    return std::unexpected(*refusal);
  }
  const auto id = tx.first<std::int64_t>(
      fmt::format("{} ON CONFLICT (key) DO NOTHING RETURNING id", kInsertTransfer), transfer.kind,
      transfer.key, transfer.note, transfer.actor, now);
  if (!id) {
    return std::unexpected(PostRefusal::repeated);
  }
  write_lines(tx, transfer, *balances);
  return *id;
}

std::expected<void, PostRefusal> post_locked(db::Tx& tx, const Transfer& transfer,
                                             const Balances& balances, base::Timestamp now) {
  require_well_formed(transfer);
  if (const auto refusal = check_balances(transfer, balances)) {
    return std::unexpected(*refusal);
  }
  tx.execute_later(kInsertTransfer, transfer.kind, transfer.key, transfer.note, transfer.actor,
                   now);
  write_lines(tx, transfer, balances);
  return {};
}

Slice<Movement> history_of(db::Tx& tx, std::int64_t user_id, Page page) {
  return slice_of(tx.all<Movement>(select_movements("l.user_id = $1 ORDER BY l.transfer_id DESC "
                                                    "LIMIT $2 OFFSET $3"),
                                   user_id, rows_for(page), page.offset),
                  page);
}

std::optional<ListRows<LedgerRow>> ledger_rows(db::Tx& tx, const LedgerFilter& filter,
                                               const ListOrder<LedgerSort>& order,
                                               const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("m.user_id", filter.user_id);
  conditions.require_equal("m.kind", filter.kind);
  conditions.require_within("m.created_at", filter.from, filter.until);
  const auto columns = db::columns<LedgerRow>("m");
  return list_rows<LedgerRow>(tx,
                              {.columns = columns.text(), .from = kCustomersLines, .alias = "m"},
                              std::move(conditions), order, part);
}

std::optional<Movement> find_movement(db::Tx& tx, std::int64_t transfer_id, std::int64_t user_id) {
  return tx.first<Movement>(select_movements("l.transfer_id = $1 AND l.user_id = $2"), transfer_id,
                            user_id);
}

}  // namespace shop
