// The rows of an import file as units. Used inside shop/ only.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <string_view>
#include <vector>

#include "shop/core/csv.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/product.h"

namespace shop {

inline constexpr std::array<std::string_view, 12> kImportColumns{"city",
                                                                 "district",
                                                                 "category",
                                                                 "name",
                                                                 "description",
                                                                 "base_price",
                                                                 "discount_percent",
                                                                 "delivery_photo",
                                                                 "delivery_latitude",
                                                                 "delivery_longitude",
                                                                 "delivery_text",
                                                                 "quantity"};

struct ProductRow {
  std::int64_t line = 0;
  NewProduct product;
  int quantity = 1;
};

class ProductRows {
 public:
  // Reads the header.
  explicit ProductRows(std::istream& file);

  // What is wrong with the header; when something is, there are no rows.
  const CsvErrors& header_errors() const { return header_errors_; }

  // The next row or all that is wrong with it; nothing at the end.
  std::optional<std::expected<ProductRow, CsvErrors>> next();

 private:
  void read_header();
  void check_header(const CsvRecord& header);
  std::expected<ProductRow, CsvErrors> parse(const CsvRecord& record) const;

  CsvReader reader_;
  CsvErrors header_errors_;
  std::array<std::size_t, kImportColumns.size()> positions_{};  // in the file's order
};

}  // namespace shop
