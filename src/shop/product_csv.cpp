#include "shop/product_csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "shop/audit_log.h"
#include "shop/product_rows.h"

namespace shop {
namespace {

void rewind(std::istream& file) {
  file.clear();
  file.seekg(0);
}

bool add_errors(CsvErrors& all, const CsvErrors& errors) {
  const auto room = kMaxCsvErrors - all.size();
  all.insert(all.end(), errors.begin(),
             errors.begin() + static_cast<std::ptrdiff_t>(std::min(room, errors.size())));
  return all.size() < kMaxCsvErrors;
}

// Collects units until there are enough of them for an INSERT.
class Inserter {
 public:
  Inserter(db::Tx& tx, base::Timestamp now) : tx_(tx), now_(now) {}

  void add(const ProductRow& row) {
    for (int unit = 0; unit < row.quantity; ++unit) {
      waiting_.push_back(row.product);
      if (waiting_.size() == kBatch) {
        flush();
      }
    }
  }
  void flush() {
    insert_products(tx_, waiting_, now_);
    waiting_.clear();
  }

 private:
  static constexpr std::size_t kBatch = 100;

  db::Tx& tx_;
  base::Timestamp now_;
  std::vector<NewProduct> waiting_;
};

}  // namespace

std::expected<ImportSummary, CsvErrors> check_products_csv(std::istream& file) {
  rewind(file);
  ProductRows rows(file);
  ImportSummary summary;
  CsvErrors errors;
  bool goes_on = add_errors(errors, rows.header_errors());
  while (goes_on) {
    const auto row = rows.next();
    if (!row) {
      break;
    }
    if (!*row) {
      goes_on = add_errors(errors, row->error());
      continue;
    }
    ++summary.rows;
    summary.units += (*row)->quantity;
    if (summary.units > kMaxImportUnits) {
      goes_on = false;
      add_errors(errors, {{(*row)->line, "quantity",
                           fmt::format("One file brings at most {} units.", kMaxImportUnits)}});
    }
  }
  if (!errors.empty()) {
    return std::unexpected(std::move(errors));
  }
  return summary;
}

std::expected<ImportSummary, CsvErrors> import_products(db::Tx& tx, std::istream& file,
                                                        std::string_view actor,
                                                        base::Timestamp now) {
  const auto summary = check_products_csv(file);
  if (!summary) {
    return summary;
  }
  rewind(file);
  ProductRows rows(file);
  Inserter inserter(tx, now);
  while (const auto row = rows.next()) {
    if (!*row) {
      return std::unexpected(row->error());  // the file has changed since the check
    }
    inserter.add(**row);
  }
  inserter.flush();
  record(tx,
         {.actor = std::string(actor),
          .action = "import_products",
          .subject = "products",
          .details = fmt::format(R"({{"rows":{},"units":{}}})", summary->rows, summary->units)},
         now);
  return summary;
}

}  // namespace shop
