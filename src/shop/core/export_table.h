// What a room adds to `kram export`. reports/export.h lists the tables of all rooms.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "db/core/tx.h"
#include "shop/core/record_text.h"

namespace shop {

enum class ExportFormat { csv, json };

// Called after each batch with the number of records written so far.
using OnBatch = std::function<void(std::int64_t records)>;

struct ExportTarget {
  ExportFormat format;
  std::ostream& out;
  const OnBatch& on_batch;
};

// Exported records are a struct of their own: a new column of a table is exported only when it is
// added there.
struct ExportTable {
  std::string_view name;  // "orders", as in `kram export orders`
  std::function<void(db::Tx&, const ExportTarget&)> write;
};

inline constexpr int kExportBatch = 1'000;  // records per query
inline constexpr auto kBeforeAllIds = std::numeric_limits<std::int64_t>::min();

// Writes records one after the other.
template <class T>
class RecordWriter {
 public:
  RecordWriter(ExportFormat format, std::ostream& out) : format_(format), out_(out) {
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

// Writes all records. `rows_after` returns the batch after the given record, or the first batch
// when there is none. Stops when the stream fails.
template <class T, class RowsAfter>
void write_records(const ExportTarget& target, RowsAfter rows_after) {
  RecordWriter<T> writer(target.format, target.out);
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

// Exports a table in the order of its ids. `select` is the statement without WHERE; `id` names the
// column of T::id in it.
template <class T>
ExportTable table_by_id(std::string_view name, std::string select, std::string_view id) {
  auto statement = fmt::format("{0} WHERE {1} > $1 ORDER BY {1} LIMIT $2", select, id);
  return {name, [statement = std::move(statement)](db::Tx& tx, const ExportTarget& target) {
            write_records<T>(target, [&](const std::optional<T>& last) {
              return tx.all<T>(statement, last ? last->id : kBeforeAllIds, kExportBatch);
            });
          }};
}

}  // namespace shop
