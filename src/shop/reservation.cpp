#include "shop/reservation.h"

#include <fmt/format.h>

#include "shop/sql.h"

namespace shop {
namespace {

// The unit f is in nobody's hands at `now`, the name of a parameter.
std::string is_free(std::string_view now) {
  return fmt::format("f.is_sold = false AND (f.is_reserved = false OR f.reserved_until <= {})",
                     now);
}

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

// `unit` selects the id of a free unit f and locks it.
std::optional<Pick> pick(db::Tx& tx, const Request& request, std::string_view unit) {
  return tx.first<Pick>(fmt::format("SELECT {}, u.is_banned FROM products p, users u "
                                    "WHERE u.id = $2 AND p.id = {}{}",
                                    sql::kProduct, unit, tx.for_update()),
                        request.product_id, request.user_id, request.now);
}

// The unit that was asked for if it is free, else another one of its offer. What other transactions
// have locked is passed over.
std::optional<Pick> pick_unlocked(db::Tx& tx, const Request& request) {
  const std::string_view lock =
      tx.engine() == db::Engine::postgres ? " FOR UPDATE OF f SKIP LOCKED" : "";
  return pick(tx, request,
              fmt::format("COALESCE((SELECT f.id FROM products f WHERE f.id = $1 AND {0}{2}), "
                          "(SELECT f.id FROM products p JOIN products f ON {1} "
                          "WHERE p.id = $1 AND {0} LIMIT 1{2}))",
                          is_free("$3"), sql::kSameOffer, lock));
}

// Whoever has locked the last units may still leave one. The customer waits for one of them, with
// no lock in his hands, and never for a second: then nobody can be waiting for him.
std::optional<Pick> pick_locked(db::Tx& tx, const Request& request) {
  const auto awaited = tx.first<std::int64_t>(
      fmt::format(
          "SELECT f.id FROM products p JOIN products f ON {} WHERE p.id = $1 AND {} LIMIT 1",
          sql::kSameOffer, is_free("$2")),
      request.product_id, request.now);
  if (!awaited) {
    return std::nullopt;
  }
  auto picked =
      pick(tx, {request.user_id, *awaited, request.now, request.until},
           fmt::format("(SELECT f.id FROM products f WHERE f.id = $1 AND {} FOR UPDATE OF f)",
                       is_free("$3")));
  return picked ? picked : pick_unlocked(tx, request);
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

struct Obstacles {
  bool is_banned = false;
  bool is_known = false;
  std::int64_t holds = 0;  // of the customer
  bool has_unsold_units = false;
};
BOOST_DESCRIBE_STRUCT(Obstacles, (), (is_banned, is_known, holds, has_unsold_units))

Obstacles obstacles_to(db::Tx& tx, const Request& request) {
  return tx.one<Obstacles>(
      fmt::format("SELECT COALESCE((SELECT is_banned FROM users WHERE id = $2), false) "
                  "AS is_banned, "
                  "EXISTS (SELECT 1 FROM products WHERE id = $1) AS is_known, "
                  "(SELECT count(*) FROM products h WHERE h.is_reserved = true "
                  "AND h.reserved_by = $2 AND h.reserved_until > $3) AS holds, "
                  "EXISTS (SELECT 1 FROM products p JOIN products f ON {} WHERE p.id = $1) "
                  "AS has_unsold_units",
                  sql::kSameOffer),
      request.product_id, request.user_id, request.now);
}

// Why nothing was held; a hold that is the customer's already is as good as a new one.
std::expected<Reservation, ReserveRefusal> explain(db::Tx& tx, const Request& request) {
  const auto obstacles = obstacles_to(tx, request);
  if (obstacles.is_banned) {
    return std::unexpected(ReserveRefusal::banned);
  }
  if (obstacles.holds > 0) {
    if (auto own = own_hold_on_offer(tx, request)) {
      const auto until = *own->reserved_until;
      return Reservation{std::move(*own), until};
    }
  }
  if (!obstacles.is_known) {
    return std::unexpected(ReserveRefusal::unknown_product);
  }
  if (obstacles.holds >= kMaxHolds) {
    return std::unexpected(ReserveRefusal::too_many);
  }
  return std::unexpected(obstacles.has_unsold_units ? ReserveRefusal::held_by_other
                                                    : ReserveRefusal::sold);
}

}  // namespace

std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes hold) {
  const Request request{user_id, product_id, now, now + hold};
  auto picked = pick_unlocked(tx, request);
  if (!picked && tx.engine() == db::Engine::postgres) {
    picked = pick_locked(tx, request);
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
