// GET /api/orders.
#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "shop/sales/order.h"
#include "web/api/api.h"
#include "web/api/copy_fields.h"
#include "web/api/list_query.h"

namespace web {
namespace {

// A sale as the API shows it: a new column of `orders` is shown only when it is added here.
struct OrderView {
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
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, user_id, product_id, city, district, category, name, original_price,
                       discount_applied, final_price, created_at))

constexpr auto kFilters =
    std::to_array<std::string_view>({"user_id", "city", "district", "category", "q"});

Response list_orders(Context& context, const net::ServerRequest& request) {
  const auto& query = request.query;
  const auto page = read_page(query, kFilters);
  if (!page) {
    co_return net::problem(page.error());
  }
  const auto order = read_order<shop::OrderSort>(query);
  if (!order) {
    co_return net::problem(order.error());
  }
  const auto user_id = read_id(query, "user_id");
  if (!user_id) {
    co_return net::problem(user_id.error());
  }
  const shop::OrderFilter filter{.user_id = *user_id,
                                 .city = read_text(query, "city"),
                                 .district = read_text(query, "district"),
                                 .category = read_text(query, "category"),
                                 .q = read_text(query, "q")};
  const auto listing = co_await context.database.read([&](db::Tx& tx) {
    return shop::list_orders(tx, filter, order->column, order->descending, *page);
  });
  co_return list_response<OrderView>(listing);
}

}  // namespace

void add_order_routes(net::Router& router, Context& context) {
  router.add("GET", "/api/orders",
             guarded(context, [&context](const auto& request, const auto&, const auto&) {
               return list_orders(context, request);
             }));
}

}  // namespace web
