#include "shop/reports/export.h"

#include <boost/describe.hpp>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/customers/customer.h"
#include "shop/deposits/deposit.h"
#include "shop/money/ledger.h"
#include "shop/reports/export_text.h"
#include "shop/sales/order.h"
#include "shop/stock/product.h"

namespace shop {
namespace {

constexpr int kBatch = 1'000;
constexpr auto kBeforeAll = std::numeric_limits<std::int64_t>::min();

// A line of the ledger together with its transfer.
struct ExportedLine {
  std::int64_t transfer_id = 0;
  int line = 0;
  TransferKind kind = TransferKind::purchase;
  Account account = Account::customer;
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

// Writes records one after the other.
template <class T>
class Writer {
 public:
  Writer(ExportFormat format, std::ostream& out) : format_(format), out_(out) {
    out_ << (is_csv() ? csv_header<T>() : "[");
  }

  void write(const T& record) {
    if (is_csv()) {
      out_ << csv_line(record);
      return;
    }
    out_ << (is_empty_ ? "\n" : ",\n") << json_object(record);
    is_empty_ = false;
  }

  void end() {
    if (!is_csv()) {
      out_ << (is_empty_ ? "]\n" : "\n]\n");
    }
  }

 private:
  bool is_csv() const { return format_ == ExportFormat::csv; }

  ExportFormat format_;
  std::ostream& out_;
  bool is_empty_ = true;
};

struct Target {
  ExportFormat format;
  std::ostream& out;
  const OnBatch& on_batch;
};

// `rows_after` has the rows behind the given one, or the first ones when there is none.
template <class T, class RowsAfter>
void write_all(const Target& target, RowsAfter rows_after) {
  Writer<T> writer(target.format, target.out);
  std::optional<T> last;
  std::int64_t written = 0;
  while (target.out) {
    auto rows = rows_after(last);
    if (rows.empty()) {
      break;
    }
    for (const auto& row : rows) {
      writer.write(row);
    }
    written += static_cast<std::int64_t>(rows.size());
    if (target.on_batch) {
      target.on_batch(written);
    }
    last = std::move(rows.back());
  }
  writer.end();
}

template <class T>
void write_table(db::Tx& tx, std::string_view select, std::string_view id, const Target& target) {
  const auto statement = fmt::format("SELECT {0} WHERE {1} > $1 ORDER BY {1} LIMIT $2", select, id);
  write_all<T>(target, [&](const std::optional<T>& last) {
    return tx.all<T>(statement, last ? last->id : kBeforeAll, kBatch);
  });
}

void write_ledger(db::Tx& tx, const Target& target) {
  constexpr std::string_view kStatement =
      "SELECT l.transfer_id, l.line, t.kind, l.account, l.user_id, l.amount, l.balance_after, "
      "t.key, t.note, t.actor, t.created_at "
      "FROM ledger_lines l JOIN transfers t ON t.id = l.transfer_id "
      "WHERE (l.transfer_id, l.line) > ($1, $2) ORDER BY l.transfer_id, l.line LIMIT $3";
  write_all<ExportedLine>(target, [&](const std::optional<ExportedLine>& last) {
    return tx.all<ExportedLine>(kStatement, last ? last->transfer_id : kBeforeAll,
                                last ? last->line : 0, kBatch);
  });
}

}  // namespace

std::string csv_field(std::string_view text) {
  std::string field(text);
  if (!field.empty() && std::string_view("=+-@\t\r").contains(field.front())) {
    field.insert(0, "'");
  }
  if (field.find_first_of("\",\r\n") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char c : field) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

void write_export(db::Tx& tx, ExportKind kind, ExportFormat format, std::ostream& out,
                  const OnBatch& on_batch) {
  const Target target{.format = format, .out = out, .on_batch = on_batch};
  const auto from = [](std::string_view columns, std::string_view tables) {
    return fmt::format("{} FROM {}", columns, tables);
  };
  switch (kind) {
    case ExportKind::orders:
      return write_table<Order>(
          tx, from(sql::kOrder, "orders o JOIN products p ON p.id = o.product_id"), "o.id", target);
    case ExportKind::users:
      return write_table<Customer>(tx, from(sql::kCustomer, "users"), "id", target);
    case ExportKind::ledger:
      return write_ledger(tx, target);
    case ExportKind::deposits:
      return write_table<Deposit>(tx, from(sql::kDeposit, "deposits"), "id", target);
    case ExportKind::products:
      return write_table<Product>(tx, from(sql::kProduct, "products p"), "p.id", target);
  }
}

}  // namespace shop
