#include "shop/stock/import/product_csv.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <utility>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/stock/goods.h"
#include "shop/stock/import/rows.h"
#include "shop/stock/import/units.h"

namespace shop {
namespace {

bool add_errors(ImportErrors& all, const ImportErrors& errors) {
  const auto room = kMaxImportErrors - all.size();
  all.insert(all.end(), errors.begin(),
             errors.begin() + static_cast<std::ptrdiff_t>(std::min(room, errors.size())));
  return all.size() < kMaxImportErrors;
}

// Units per INSERT.
constexpr std::size_t kUnitsAtOnce = 100;

// Finds goods that a file has twice. Keeps a few bytes for each row.
class RowsByGoods {
 public:
  std::optional<ImportError> add(const ProductRow& row) {
    const auto [place, is_new] = lines_.emplace(goods_key(row.product.delivery_text), row.line);
    if (is_new) {
      return std::nullopt;
    }
    return ImportError{row.line, "delivery_text", ImportProblem::repeated_goods, place->second};
  }

 private:
  boost::unordered_flat_map<GoodsKey, std::int64_t> lines_;
};

}  // namespace

std::expected<ImportSummary, ImportErrors> check_products_csv(std::istream& file, Repeats repeats) {
  RowsByGoods rows_by_goods;
  ProductRows rows(rewound(file));
  ImportSummary summary;
  ImportErrors errors;
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
    if (auto error = add_to(summary, **row)) {
      goes_on = false;
      add_errors(errors, {std::move(*error)});
    }
    if (auto error = repeats == Repeats::refused ? rows_by_goods.add(**row) : std::nullopt) {
      goes_on = add_errors(errors, {std::move(*error)}) && goes_on;
    }
  }
  if (!errors.empty()) {
    return std::unexpected(std::move(errors));
  }
  return summary;
}

std::expected<ImportSummary, ImportErrors> import_products(
    db::Tx& tx, std::istream& file, Repeats repeats, const Permit<Act::import_products>& permit,
    base::Timestamp now) {
  ProductUnits units(file);
  ImportErrors had;
  for (bool goes_on = true; goes_on;) {
    const auto batch = units.next(kUnitsAtOnce);
    if (!batch) {
      return std::unexpected(had.empty() ? batch.error() : had);
    }
    const auto repeated = note_goods(tx, keys_of(batch->goods));
    goes_on = !batch->units.empty();
    if (repeats == Repeats::refused) {
      goes_on = add_errors(had, had_goods_errors(batch->goods, repeated)) && goes_on;
    }
    if (had.empty()) {
      insert_products(tx, batch->units, now);
    }
  }
  if (!had.empty()) {
    return std::unexpected(std::move(had));
  }
  record_import(tx, units.summary(), permit, now);
  return units.summary();
}

ImportErrors find_had_goods(db::Tx& tx, std::istream& file) {
  ProductUnits units(file);
  ImportErrors errors;
  for (bool goes_on = true; goes_on;) {
    const auto batch = units.next(kUnitsAtOnce);
    if (!batch || batch->units.empty()) {
      break;
    }
    const auto had = noted_goods(tx, keys_of(batch->goods));
    goes_on = add_errors(errors, had_goods_errors(batch->goods, had));
  }
  return errors;
}

void record_import(db::Tx& tx, const ImportSummary& summary,
                   const Permit<Act::import_products>& permit, base::Timestamp now) {
  record(tx, permit, {.subject = "products", .details = json::to_text(summary)}, now);
}

}  // namespace shop
