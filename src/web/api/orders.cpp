// Orders.
#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "shop/sales/order.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

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

struct OrderQuery : ListParameters {
  std::optional<Sort<shop::OrderSort>> sort;
  std::optional<Id> user_id;
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<std::string> q;
  std::optional<DayOrMoment> from;
  std::optional<DayOrMoment> to;
};
BOOST_DESCRIBE_STRUCT(OrderQuery, (ListParameters),
                      (sort, user_id, city, district, category, q, from, to))

Outcome<List<OrderView>> list_orders(db::Tx& tx,
                                     const Call<shop::Act::see_orders, OrderQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  const shop::OrderFilter filter{.user_id = number_of(asked.user_id),
                                 .city = asked.city,
                                 .district = asked.district,
                                 .category = asked.category,
                                 .q = asked.q,
                                 .from = first_moment(asked.from, call.context.zone),
                                 .until = last_moment(asked.to, call.context.zone)};
  return list_of<OrderView>(shop::order_rows(tx, filter, order_of(asked.sort), *part));
}

}  // namespace

void add_order_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/orders",
            .id = "listOrders",
            .subject = "Orders",
            .summary = "Lists orders.",
            .notes = {{"q", "Part of the product's name, in any case."},
                      {"from", "Made then or later."},
                      {"to", "Made before then, or on that day."}}},
           &list_orders);
}

}  // namespace web
