#include "shop/stock/import/units.h"

#include <algorithm>
#include <utility>

namespace shop {

std::istream& rewound(std::istream& file) {
  file.clear();
  file.seekg(0);
  return file;
}

std::optional<ImportError> add_to(ImportSummary& summary, const ProductRow& row) {
  ++summary.rows;
  summary.units += row.quantity;
  if (summary.units <= kMaxImportUnits) {
    return std::nullopt;
  }
  return ImportError{row.line, "quantity", ImportProblem::too_many_units};
}

ProductUnits::ProductUnits(std::istream& file) : rows_(rewound(file)) {}

ImportErrors had_goods_errors(std::span<const RowGoods> goods, std::span<const std::size_t> had,
                              std::size_t errors_max) {
  ImportErrors errors;
  for (const auto position : had.first(std::min(had.size(), errors_max))) {
    errors.push_back({goods[position].line, "delivery_text", FieldProblem::already_had});
  }
  return errors;
}

std::vector<GoodsKey> keys_of(std::span<const RowGoods> goods) {
  std::vector<GoodsKey> keys;
  std::ranges::transform(goods, std::back_inserter(keys), &RowGoods::key);
  return keys;
}

std::expected<UnitBatch, ImportErrors> ProductUnits::next(std::size_t max_units) {
  UnitBatch batch;
  auto& units = batch.units;
  while (units.size() < max_units) {
    if (units_left_ == 0) {
      const auto has_row = read_row();
      if (!has_row) {
        return std::unexpected(has_row.error());
      }
      if (!*has_row) {
        break;
      }
      batch.goods.push_back({goods_key(row_.product.delivery_text), row_.line, units.size()});
    }
    const auto taken = std::min(max_units - units.size(), static_cast<std::size_t>(units_left_));
    units.insert(units.end(), taken, row_.product);
    units_left_ -= static_cast<int>(taken);
  }
  return batch;
}

std::expected<bool, ImportErrors> ProductUnits::read_row() {
  if (!rows_.header_errors().empty()) {
    return std::unexpected(rows_.header_errors());
  }
  auto row = rows_.next();
  if (!row) {
    return false;
  }
  if (!*row) {
    return std::unexpected(std::move(row->error()));
  }
  row_ = std::move(**row);
  units_left_ = row_.quantity;
  if (auto error = add_to(summary_, row_)) {
    return std::unexpected(ImportErrors{std::move(*error)});
  }
  return true;
}

}  // namespace shop
