// Reads the units of an import file in batches. Used inside shop/ and by app/'s import.
#pragma once

#include <cstddef>
#include <expected>
#include <istream>
#include <optional>
#include <span>
#include <vector>

#include "shop/stock/goods.h"
#include "shop/stock/import/rows.h"

namespace shop {

// The goods of a row of the file.
struct RowGoods {
  GoodsKey key = 0;
  std::int64_t line = 0;
  std::size_t unit = 0;  // the row's first, in its batch
};

struct UnitBatch {
  std::vector<NewProduct> units;
  std::vector<RowGoods> goods;  // of the rows that begin in this batch
};

class ProductUnits {
 public:
  // Reads `file` from its beginning; keeps the reference. REQUIRES: `file` can seek.
  explicit ProductUnits(std::istream& file);

  // The next units, at most `max_units`; none at the end. Errors: what is wrong with the header or
  // the row; then there is nothing more to read.
  std::expected<UnitBatch, ImportErrors> next(std::size_t max_units);

  // What has been read so far.
  const ImportSummary& summary() const { return summary_; }

 private:
  // False at the end of the file.
  std::expected<bool, ImportErrors> read_row();

  ProductRows rows_;
  ProductRow row_;
  int units_left_ = 0;  // of row_
  ImportSummary summary_;
};

// The lines of `goods` whose positions are `had`, as errors; at most `errors_max`.
ImportErrors had_goods_errors(std::span<const RowGoods> goods, std::span<const std::size_t> had,
                              std::size_t errors_max);
std::vector<GoodsKey> keys_of(std::span<const RowGoods> goods);

// Counts the row; returns an error when the file has too many units.
std::optional<ImportError> add_to(ImportSummary& summary, const ProductRow& row);

// Seeks to the beginning of the file and returns it.
std::istream& rewound(std::istream& file);

}  // namespace shop
