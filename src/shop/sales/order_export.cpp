#include "shop/sales/order_export.h"

#include "db/core/columns.h"

namespace shop {
namespace {

struct ExportedOrder {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t product_id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money original_price;
  base::Percent discount_applied;
  base::Money final_price;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ExportedOrder, (),
                      (id, user_id, product_id, city, district, category, name, original_price,
                       discount_applied, final_price, created_at))

}  // namespace

ExportTable order_export() {
  return table_by_id<ExportedOrder>(
      "orders",
      fmt::format("SELECT {} FROM orders o JOIN products p ON p.id = o.product_id",
                  db::columns<ExportedOrder>("o", "p", "city", "district", "category", "name")),
      "o.id");
}

}  // namespace shop
