#include "shop/sales/order.h"

#include <fmt/format.h>

#include "shop/core/conditions.h"
#include "shop/core/enum_text.h"
#include "shop/core/sql.h"
#include "shop/sales/delivery.h"
#include "shop/sales/notices.h"
#include "shop/sales/order_sql.h"

namespace shop {
namespace {

struct DeliveredRow : Order {
  std::optional<std::string> delivery_photo;
  std::optional<base::Coordinate> delivery_latitude;
  std::optional<base::Coordinate> delivery_longitude;
  std::string delivery_text;
};
BOOST_DESCRIBE_STRUCT(DeliveredRow, (Order),
                      (delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

DeliveryParts parts_of(db::Tx& tx, std::int64_t order_id) {
  return tx.one<DeliveryParts>(
      fmt::format("SELECT {} FROM orders o JOIN products p ON p.id = o.product_id WHERE o.id = $1",
                  kDeliveryParts),
      order_id);
}

bool delivery_waits(db::Tx& tx, std::int64_t order_id, std::int64_t user_id) {
  return tx
      .first<std::int64_t>(
          "SELECT id FROM outbox WHERE status = 'waiting' AND user_id = $1 "
          "AND kind = $2 AND subject_id = $3",
          user_id, kDeliveryText.name, order_id)
      .has_value();
}

}  // namespace

Slice<Order> orders_of(db::Tx& tx, std::int64_t user_id, Page page) {
  return slice_of(tx.all<Order>(select_orders("WHERE o.user_id = $1 "
                                              "ORDER BY o.created_at DESC, o.id DESC "
                                              "LIMIT $2 OFFSET $3"),
                                user_id, rows_for(page), page.offset),
                  page);
}

std::optional<Order> find_order(db::Tx& tx, std::int64_t id) {
  return tx.first<Order>(select_orders("WHERE o.id = $1"), id);
}

std::optional<Order> find_order_of_product(db::Tx& tx, std::int64_t product_id) {
  return tx.first<Order>(
      select_orders("WHERE o.product_id = $1 OR o.id = "
                    "(SELECT r.order_id FROM replacements r WHERE r.bad_product_id = $1)"),
      product_id);
}

std::vector<DeliveredOrder> find_delivered_orders(db::Tx& tx, std::span<const std::int64_t> ids) {
  std::vector<DeliveredOrder> found;
  for (auto& row : tx.all<DeliveredRow>(
           fmt::format("SELECT {}, p.delivery_photo, p.delivery_latitude, p.delivery_longitude, "
                       "p.delivery_text FROM orders o JOIN products p ON p.id = o.product_id "
                       "WHERE o.id {}",
                       kOrderColumns, sql::in_ids(tx)),
           sql::ids_text(tx, ids))) {
    Delivery delivery{.photo = std::move(row.delivery_photo),
                      .location = std::nullopt,
                      .text = std::move(row.delivery_text)};
    if (row.delivery_latitude && row.delivery_longitude) {
      delivery.location = base::Location{*row.delivery_latitude, *row.delivery_longitude};
    }
    found.push_back({.order = std::move(row), .delivery = std::move(delivery)});
  }
  return found;
}

bool deliver_again(db::Tx& tx, std::int64_t order_id, std::int64_t user_id, base::Timestamp now) {
  // Locked, so that two presses at once make one delivery.
  const auto owned = tx.first<std::int64_t>(
      fmt::format("SELECT id FROM orders WHERE id = $1 AND user_id = $2{}", tx.for_update()),
      order_id, user_id);
  if (!owned) {
    return false;
  }
  if (!delivery_waits(tx, order_id, user_id)) {
    enqueue_delivery(tx, user_id, order_id, parts_of(tx, order_id), now);
  }
  return true;
}

Listing<Order> list_orders(db::Tx& tx, const OrderFilter& filter, OrderSort sort, bool descending,
                           Page page) {
  auto rows = order_rows(tx, filter, {.column = sort, .is_descending = descending},
                         {.offset = page.offset, .limit = page.limit});
  return {.items = std::move(rows->items), .total = *rows->total};
}

std::optional<ListRows<Order>> order_rows(db::Tx& tx, const OrderFilter& filter,
                                          const ListOrder<OrderSort>& order, const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("o.user_id", filter.user_id);
  conditions.require_equal("p.city", filter.city);
  conditions.require_equal("p.district", filter.district);
  conditions.require_equal("p.category", filter.category);
  conditions.require_contains({"p.name"}, filter.q);
  conditions.require_within("o.created_at", filter.from, filter.until);
  return list_rows<Order>(tx,
                          {.columns = kOrderColumns.text(),
                           .from = "orders o JOIN products p ON p.id = o.product_id",
                           .alias = "o"},
                          std::move(conditions), order, part);
}

}  // namespace shop
