// Reads the rows of an import file as units. Used inside shop/ and by app/'s import.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <string_view>
#include <vector>

#include "db/core/columns.h"
#include "shop/core/csv.h"
#include "shop/core/text_file.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/product.h"

namespace shop {

// The columns of a file: those of a unit, and the number of units.
inline constexpr auto kImportColumns = [] {
  std::array<std::string_view, db::kColumnNames<NewProduct>.size() + 1> names;
  std::ranges::copy(db::kColumnNames<NewProduct>, names.begin());
  names.back() = "quantity";
  return names;
}();

struct ProductRow {
  std::int64_t line = 0;
  NewProduct product;
  int quantity = 1;
};

class ProductRows {
 public:
  // Reads the header; keeps the reference. REQUIRES: `file` can seek.
  explicit ProductRows(std::istream& file);

  // What is wrong with the header; if anything is, there are no rows.
  const ImportErrors& header_errors() const { return header_errors_; }

  // The next row or all that is wrong with it; nothing at the end.
  std::optional<std::expected<ProductRow, ImportErrors>> next();

 private:
  // Passes over rows of blanks.
  std::optional<std::expected<CsvRecord, CsvError>> next_record();
  void read_header();
  void check_header(const CsvRecord& header);
  bool fits_header(const CsvRecord& record) const;
  std::expected<ProductRow, ImportErrors> parse(const CsvRecord& record) const;

  TextFile text_;
  CsvReader reader_;
  ImportErrors header_errors_;
  std::array<std::size_t, kImportColumns.size()> positions_{};  // in the file's order
  std::size_t columns_ = 0;                                     // of the file
};

}  // namespace shop
