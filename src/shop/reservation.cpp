#include "shop/reservation.h"

#include <fmt/format.h>

#include "shop/customer.h"
#include "shop/sql.h"

namespace shop {
namespace {

// The unit f is in nobody's hands at $3.
constexpr std::string_view kFree =
    "f.is_sold = false AND (f.is_reserved = false OR f.reserved_until <= $3)";

struct Request {
  std::int64_t user_id;
  std::int64_t product_id;
  base::Timestamp now;
  base::Timestamp until;
};

// A free unit and the customer, both locked.
struct Pick : Product {
  bool is_banned = false;
};
BOOST_DESCRIBE_STRUCT(Pick, (Product), (is_banned))

// Whether to wait for units that other transactions have locked or to pass over them.
enum class Locked { pass_over, wait_for };

std::string_view unit_lock(const db::Tx& tx, Locked locked) {
  if (tx.engine() == db::Engine::sqlite) {
    return "";
  }
  return locked == Locked::wait_for ? " FOR UPDATE OF f" : " FOR UPDATE OF f SKIP LOCKED";
}

// The unit that was asked for if it is free, else another one of its offer.
std::optional<Pick> pick(db::Tx& tx, const Request& request, Locked locked) {
  return tx.first<Pick>(
      fmt::format("SELECT {4}, u.is_banned FROM products p, users u "
                  "WHERE u.id = $2 AND p.id = COALESCE("
                  "(SELECT f.id FROM products f WHERE f.id = $1 AND {0}{2}), "
                  "(SELECT f.id FROM products p JOIN products f ON {1} "
                  "WHERE p.id = $1 AND {0} LIMIT 1{2})){3}",
                  kFree, sql::kSameOffer, unit_lock(tx, locked), tx.for_update(), sql::kProduct),
      request.product_id, request.user_id, request.now);
}

// False when the customer has kMaxHolds holds or one on this offer; his row is locked, so that two
// requests of his cannot both pass.
bool hold_unit(db::Tx& tx, const Request& request, std::int64_t unit_id) {
  return tx.execute(fmt::format("UPDATE products AS p SET is_reserved = true, reserved_by = $2, "
                                "reserved_until = $4 WHERE p.id = $1 "
                                "AND (SELECT count(*) FROM products h WHERE h.is_reserved = true "
                                "AND h.reserved_by = $2 AND h.reserved_until > $3) < {} "
                                "AND NOT EXISTS (SELECT 1 FROM products f WHERE {} "
                                "AND f.is_reserved = true AND f.reserved_by = $2 "
                                "AND f.reserved_until > $3)",
                                kMaxHolds, sql::kSameOffer),
                    unit_id, request.user_id, request.now, request.until) == 1;
}

Reservation reservation_of(Product product, const Request& request) {
  product.is_reserved = true;
  product.reserved_by = request.user_id;
  product.reserved_until = request.until;
  return {std::move(product), request.until};
}

std::optional<Product> own_hold_on_offer(db::Tx& tx, const Request& request) {
  return tx.first<Product>(
      fmt::format("SELECT {} FROM products r JOIN products p "
                  "ON p.city = r.city AND p.district = r.district AND p.category = r.category "
                  "AND p.name = r.name AND p.base_price = r.base_price "
                  "AND p.discount_percent = r.discount_percent "
                  "WHERE r.id = $1 AND p.is_reserved = true AND p.reserved_by = $2 "
                  "AND p.reserved_until > $3",
                  sql::kProduct),
      request.product_id, request.user_id, request.now);
}

bool offer_has_unsold_units(db::Tx& tx, std::int64_t product_id) {
  return tx
      .first<std::int64_t>(
          fmt::format("SELECT f.id FROM products p JOIN products f ON {} WHERE p.id = $1 LIMIT 1",
                      sql::kSameOffer),
          product_id)
      .has_value();
}

bool is_banned(db::Tx& tx, std::int64_t user_id) {
  const auto customer = find_customer(tx, user_id);
  return customer && customer->is_banned;
}

// Why nothing was held; a hold that is the customer's already is as good as a new one.
std::expected<Reservation, ReserveRefusal> explain(db::Tx& tx, const Request& request) {
  if (is_banned(tx, request.user_id)) {
    return std::unexpected(ReserveRefusal::banned);
  }
  if (auto own = own_hold_on_offer(tx, request)) {
    const auto until = *own->reserved_until;
    return Reservation{std::move(*own), until};
  }
  if (!find_product(tx, request.product_id)) {
    return std::unexpected(ReserveRefusal::unknown_product);
  }
  if (holds_of(tx, request.user_id, request.now).size() >= kMaxHolds) {
    return std::unexpected(ReserveRefusal::too_many);
  }
  return std::unexpected(offer_has_unsold_units(tx, request.product_id)
                             ? ReserveRefusal::held_by_other
                             : ReserveRefusal::sold);
}

}  // namespace

std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes hold) {
  const Request request{user_id, product_id, now, now + hold};
  auto picked = pick(tx, request, Locked::pass_over);
  if (!picked && tx.engine() == db::Engine::postgres) {
    // Whoever has locked the last units may still leave one.
    picked = pick(tx, request, Locked::wait_for);
  }
  if (picked && !picked->is_banned && hold_unit(tx, request, picked->id)) {
    return reservation_of(*picked, request);
  }
  return explain(tx, request);
}

bool release(db::Tx& tx, std::int64_t user_id, std::int64_t product_id) {
  return tx.execute(
             "UPDATE products SET is_reserved = false, reserved_by = NULL, reserved_until = NULL "
             "WHERE id = $1 AND is_reserved = true AND reserved_by = $2",
             product_id, user_id) == 1;
}

int release_expired(db::Tx& tx, base::Timestamp now) {
  return static_cast<int>(tx.execute(
      fmt::format(
          "UPDATE products SET is_reserved = false, reserved_by = NULL, reserved_until = NULL "
          "WHERE id IN (SELECT p.id FROM products p WHERE p.is_reserved = true "
          "AND p.reserved_until <= $1{})",
          tx.for_update_skip_locked()),
      now));
}

std::vector<Reservation> holds_of(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
  std::vector<Reservation> holds;
  for (auto& product :
       tx.all<Product>(fmt::format("SELECT {} FROM products p WHERE p.is_reserved = true "
                                   "AND p.reserved_by = $1 AND p.reserved_until > $2 "
                                   "ORDER BY p.reserved_until, p.id",
                                   sql::kProduct),
                       user_id, now)) {
    const auto until = *product.reserved_until;
    holds.push_back({std::move(product), until});
  }
  return holds;
}

}  // namespace shop
