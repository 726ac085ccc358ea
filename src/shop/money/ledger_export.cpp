#include "shop/money/ledger_export.h"

#include "db/core/columns.h"
#include "shop/money/ledger.h"

namespace shop {
namespace {

// A line of the ledger together with its transfer.
struct ExportedLine {
  std::int64_t transfer_id = 0;
  int line = 0;
  TransferKind kind = TransferKind::purchase;
  std::string account;
  std::optional<std::int64_t> user_id;
  base::Money amount;
  std::optional<base::Money> balance_after;
  std::string key;
  std::string note;
  std::string actor;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ExportedLine, (),
                      (transfer_id, line, kind, account, user_id, amount, balance_after, key, note,
                       actor, created_at))

void write_ledger(db::Tx& tx, const ExportTarget& target) {
  const auto statement = fmt::format(
      "SELECT {} FROM ledger_lines l JOIN transfers t ON t.id = l.transfer_id "
      "WHERE (l.transfer_id, l.line) > ($1, $2) ORDER BY l.transfer_id, l.line LIMIT $3",
      db::columns<ExportedLine>("l", "t", "kind", "key", "note", "actor", "created_at"));
  write_records<ExportedLine>(target, [&](const std::optional<ExportedLine>& last) {
    return tx.all<ExportedLine>(statement, last ? last->transfer_id : kBeforeAllIds,
                                last ? last->line : 0, kExportBatch);
  });
}

}  // namespace

ExportTable ledger_export() { return {"ledger", write_ledger}; }

}  // namespace shop
