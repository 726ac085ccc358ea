#include "shop/sales/purchase.h"

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/money/ledger.h"
#include "shop/sales/delivery.h"
#include "shop/sales/notices.h"
#include "shop/stock/catalog.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

using Kind = PurchaseRefusal::Kind;

// The unit and the customer, both locked.
struct Locked : Product, DeliveryParts {
  base::Money balance;
  bool is_banned = false;
};
BOOST_DESCRIBE_STRUCT(Locked, (Product, DeliveryParts), (balance, is_banned))

std::optional<Locked> lock(db::Tx& tx, std::int64_t user_id, std::int64_t product_id) {
  return tx.first<Locked>(
      fmt::format("SELECT {}, {}, u.balance, u.is_banned FROM products p, users u "
                  "WHERE p.id = $1 AND u.id = $2{}",
                  db::columns<Product>("p"), kDeliveryParts, tx.for_update()),
      product_id, user_id);
}

std::optional<PurchaseRefusal> check_sale(const Locked& unit, std::int64_t user_id,
                                          base::Money shown_price, base::Timestamp now) {
  const auto price = price_of(unit);
  if (unit.is_banned) {
    return PurchaseRefusal{.kind = Kind::banned};
  }
  if (unit.reserved_by != user_id || unit.reserved_until <= now) {
    return PurchaseRefusal{.kind = Kind::no_reservation};
  }
  if (price != shown_price) {
    return PurchaseRefusal{.kind = Kind::price_changed, .price = price};
  }
  if (unit.balance < price) {
    return PurchaseRefusal{
        .kind = Kind::not_enough_money, .missing = price - unit.balance, .price = price};
  }
  return std::nullopt;
}

// The order of a unit that is sold: the buyer's own, or a refusal.
std::expected<Sale, PurchaseRefusal> earlier_sale(db::Tx& tx, std::int64_t user_id,
                                                  const Locked& unit) {
  auto order = find_order_of_product(tx, unit.id);
  if (!order || order->user_id != user_id) {
    return std::unexpected(PurchaseRefusal{.kind = Kind::sold});
  }
  return Sale{std::move(*order), unit.balance};
}

std::int64_t insert_order(db::Tx& tx, const Order& order) {
  return tx.one<std::int64_t>(
      "INSERT INTO orders "
      "(user_id, product_id, original_price, discount_applied, final_price, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
      order.user_id, order.product_id, order.original_price, order.discount_applied,
      order.final_price, order.created_at);
}

void post_sale(db::Tx& tx, const Order& order, base::Money balance) {
  const Transfer transfer{
      .kind = TransferKind::purchase,
      .key = fmt::format("order:{}", order.id),
      .lines = {{LedgerAccount::customer, order.user_id, -order.final_price},
                {LedgerAccount::sales, std::nullopt, order.final_price}},
      .note = "",
      .actor = Actor::customer(),
  };
  const auto posted = post_locked(tx, transfer, {{order.user_id, balance}}, order.created_at);
  base::check(posted.has_value(), "a sale that was checked can be paid");
}

void tell_of_order(db::Tx& tx, const Order& order) {
  write_event(tx,
              OrderCreated{.id = order.id,
                           .user_id = order.user_id,
                           .product_id = order.product_id,
                           .city = order.city,
                           .district = order.district,
                           .category = order.category,
                           .name = order.name,
                           .original_price = order.original_price,
                           .discount_applied = order.discount_applied,
                           .final_price = order.final_price,
                           .created_at = order.created_at},
              order.created_at);
}

// Statements whose results nobody needs go out with the next one: the whole sale waits for the
// database twice, and once more for the commit.
Sale sell(db::Tx& tx, const Locked& unit, std::int64_t user_id, base::Timestamp now,
          Confirmation confirmation) {
  Order order{.user_id = user_id,
              .product_id = unit.id,
              .city = unit.city,
              .district = unit.district,
              .category = unit.category,
              .name = unit.name,
              .original_price = unit.base_price,
              .discount_applied = unit.discount_percent,
              .final_price = price_of(unit),
              .created_at = now};
  tx.execute_later(
      "UPDATE products SET is_sold = true, sold_at = $2, is_reserved = false, reserved_by = NULL, "
      "reserved_until = NULL WHERE id = $1",
      unit.id, now);
  order.id = insert_order(tx, order);
  post_sale(tx, order, unit.balance);
  if (confirmation == Confirmation::sent) {
    enqueue(tx, kOrderDone, user_id, {order.id}, now);
  }
  enqueue_delivery(tx, user_id, order.id, unit, now);
  tell_of_order(tx, order);
  const auto balance = unit.balance - order.final_price;
  return {std::move(order), balance};
}

}  // namespace

std::expected<Sale, PurchaseRefusal> purchase(db::Tx& tx, std::int64_t user_id,
                                              std::int64_t product_id, base::Money shown_price,
                                              base::Timestamp now, Confirmation confirmation) {
  const auto unit = lock(tx, user_id, product_id);
  if (!unit) {
    return std::unexpected(PurchaseRefusal{.kind = Kind::unknown_product});
  }
  if (unit->is_sold) {
    return earlier_sale(tx, user_id, *unit);
  }
  if (const auto refusal = check_sale(*unit, user_id, shown_price, now)) {
    return std::unexpected(*refusal);
  }
  return sell(tx, *unit, user_id, now, confirmation);
}

}  // namespace shop
