#include "shop/sales/replacement.h"

#include <fmt/format.h>

#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"
#include "shop/sales/delivery.h"
#include "shop/sales/notices.h"
#include "shop/sales/refund.h"

namespace shop {
namespace {

// What the audit log says of a replacement: the order's units.
struct ReplacementDetails {
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReplacementDetails, (), (before, after, reason))

struct FreeUnit : DeliveryParts {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(FreeUnit, (DeliveryParts), (id))

// p is for sale in the place $1, $2, $3 under the name $4.
constexpr std::string_view kSubstitutes =
    "p.is_sold = false AND p.is_reserved = false AND p.city = $1 AND p.district = $2 "
    "AND p.category = $3 AND p.name = $4";

std::optional<FreeUnit> lock_substitute(db::Tx& tx, const Order& order) {
  return tx.first<FreeUnit>(
      fmt::format("SELECT p.id, {} FROM products p{} WHERE {} "
                  "ORDER BY abs(p.base_price - $5), p.discount_percent, p.id LIMIT 1{}",
                  kDeliveryParts, sql::catalog_index(tx), kSubstitutes,
                  tx.for_update_skip_locked()),
      order.city, order.district, order.category, order.name, order.original_price);
}

std::optional<ReplaceRefusal> check_replacement(db::Tx& tx, const Order& order,
                                                std::int64_t bad_product_id,
                                                std::string_view reason, const Actor& actor) {
  if (staff_id_of(actor) == order.user_id) {
    return ReplaceRefusal::own_order;
  }
  if (order.product_id != bad_product_id) {
    return ReplaceRefusal::replaced;
  }
  if (find_refund(tx, order.id)) {
    return ReplaceRefusal::refunded;
  }
  if (reason.empty()) {
    return ReplaceRefusal::no_reason;
  }
  return base::utf16_length(reason) > kMaxReplaceReason ? std::optional(ReplaceRefusal::long_reason)
                                                        : std::nullopt;
}

void write_replacement(db::Tx& tx, const Replacement& replacement) {
  tx.execute_later("UPDATE products SET is_sold = true, sold_at = $2 WHERE id = $1",
                   replacement.good_product_id, replacement.created_at);
  tx.execute_later("UPDATE orders SET product_id = $2 WHERE id = $1", replacement.order_id,
                   replacement.good_product_id);
  tx.execute_later(
      "INSERT INTO replacements (order_id, bad_product_id, good_product_id, reason, actor, "
      "created_at) VALUES ($1, $2, $3, $4, $5, $6)",
      replacement.order_id, replacement.bad_product_id, replacement.good_product_id,
      replacement.reason, replacement.actor, replacement.created_at);
}

// What waits of the earlier delivery would be rendered with the new unit: it is sent once.
void deliver_instead(db::Tx& tx, const Order& order, const DeliveryParts& parts,
                     base::Timestamp now) {
  for (const auto kind : {kDeliveryPhoto.name, kDeliveryLocation.name, kDeliveryText.name}) {
    withdraw(tx, kind, order.user_id, order.id);
  }
  enqueue(tx, kOrderReplaced, order.user_id, {order.id}, now);
  enqueue_delivery(tx, order.user_id, order.id, parts, now);
}

std::optional<Order> lock_order(db::Tx& tx, std::int64_t id) {
  const auto locked = tx.first<std::int64_t>(
      fmt::format("SELECT id FROM orders WHERE id = $1{}", tx.for_update()), id);
  return locked ? find_order(tx, id) : std::nullopt;
}

}  // namespace

std::expected<Replacement, ReplaceRefusal> replace_unit(db::Tx& tx, std::int64_t order_id,
                                                        std::int64_t bad_product_id,
                                                        std::string_view reason,
                                                        const Permit<Act::replace_unit>& permit,
                                                        base::Timestamp now) {
  const auto order = lock_order(tx, order_id);
  if (!order) {
    return std::unexpected(ReplaceRefusal::unknown_order);
  }
  const std::string trimmed(base::trim(reason));
  if (const auto refusal = check_replacement(tx, *order, bad_product_id, trimmed, permit.actor())) {
    return std::unexpected(*refusal);
  }
  const auto unit = lock_substitute(tx, *order);
  if (!unit) {
    return std::unexpected(ReplaceRefusal::none_left);
  }
  Replacement replacement{.order_id = order_id,
                          .bad_product_id = bad_product_id,
                          .good_product_id = unit->id,
                          .reason = trimmed,
                          .actor = to_text(permit.actor()),
                          .created_at = now};
  write_replacement(tx, replacement);
  deliver_instead(tx, *order, *unit, now);
  record(tx, permit,
         {.subject = fmt::format("order:{}", order_id),
          .details = json::to_text(
              ReplacementDetails{.before = bad_product_id, .after = unit->id, .reason = trimmed})},
         now);
  return replacement;
}

std::int64_t count_replacements_left(db::Tx& tx, const Order& order) {
  return tx.one<std::int64_t>(fmt::format("SELECT count(*) FROM products p{} WHERE {}",
                                          sql::catalog_index(tx), kSubstitutes),
                              order.city, order.district, order.category, order.name);
}

std::vector<Replacement> replacements_of(db::Tx& tx, std::int64_t order_id) {
  return tx.all<Replacement>(
      fmt::format("SELECT {} FROM replacements WHERE order_id = $1 ORDER BY id",
                  db::columns<Replacement>()),
      order_id);
}

}  // namespace shop
