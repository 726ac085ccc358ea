#include "shop/stock/product_export.h"

#include "db/core/columns.h"

namespace shop {
namespace {

struct ExportedProduct {
  std::int64_t id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::string description;
  base::Money base_price;
  base::Percent discount_percent;
  bool is_reserved = false;
  std::optional<std::int64_t> reserved_by;
  std::optional<base::Timestamp> reserved_until;
  bool is_sold = false;
  std::optional<base::Timestamp> sold_at;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ExportedProduct, (),
                      (id, city, district, category, name, description, base_price,
                       discount_percent, is_reserved, reserved_by, reserved_until, is_sold, sold_at,
                       created_at))

}  // namespace

ExportTable product_export() {
  return table_by_id<ExportedProduct>(
      "products", fmt::format("SELECT {} FROM products", db::columns<ExportedProduct>()), "id");
}

}  // namespace shop
