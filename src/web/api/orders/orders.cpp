// Orders.
#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "shop/sales/order.h"
#include "shop/sales/order_record.h"
#include "web/api/operations.h"
#include "web/api/orders/order_view.h"
#include "web/operation/list.h"

namespace web {
namespace {

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

Outcome<OrderDetails> show_order(db::Tx& tx, const Call<shop::Act::see_orders, OrderPath>& call) {
  const auto record = shop::find_order_record(tx, call.parameters.id);
  if (!record) {
    return std::unexpected(Problem(kNotFound));
  }
  OrderDetails shown{copy_fields<OrderView>(record->order), record->delivery, std::nullopt, {}};
  if (record->refund) {
    shown.refund = copy_fields<RefundView>(*record->refund);
  }
  for (const auto& replacement : record->replacements) {
    shown.replacements.push_back(copy_fields<ReplacementView>(replacement));
  }
  return shown;
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
  api.read({.method = "GET",
            .path = "/api/orders/{id}",
            .id = "showOrder",
            .subject = "Orders",
            .summary = "Shows an order with its refund and replacements.",
            .notes = {{"delivery", "How far the newest delivery has come."},
                      {"actor", "Who did it: `web:admin`, `owner:7`."}}},
           &show_order);
  add_remedy_operations(api);
}

}  // namespace web
