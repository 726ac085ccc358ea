#include "shop/sales/reservation.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"
#include "shop/sales/notices.h"

namespace shop {
namespace {

// The unit is neither sold nor reserved at `now`; both arguments are names in the statement.
std::string is_free(std::string_view unit, std::string_view now) {
  return fmt::format(
      "{0}.is_sold = false AND ({0}.is_reserved = false OR {0}.reserved_until <= {1})", unit, now);
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
  base::Money balance;
  std::optional<base::Timestamp> reservation_debt_until;
};
BOOST_DESCRIBE_STRUCT(Pick, (Product), (is_banned, balance, reservation_debt_until))

constexpr std::string_view kPickedCustomer = "u.is_banned, u.balance, u.reservation_debt_until";

// `unit` selects the id of a free unit f and locks it.
std::optional<Pick> pick(db::Tx& tx, const Request& request, std::string_view unit) {
  return tx.first<Pick>(
      fmt::format("SELECT {}, {} FROM products p, users u "
                  "WHERE u.id = $2 AND p.id = {}{}",
                  db::columns<Product>("p"), kPickedCustomer, unit, tx.for_update()),
      request.product_id, request.user_id, request.now);
}

// The requested unit, if it is free and not locked.
std::optional<Pick> pick_named(db::Tx& tx, const Request& request) {
  const auto* const locks = tx.engine() == db::Engine::postgres
                                ? " FOR NO KEY UPDATE OF p SKIP LOCKED FOR NO KEY UPDATE OF u"
                                : "";
  return tx.first<Pick>(
      fmt::format("SELECT {}, {} FROM products p, users u "
                  "WHERE u.id = $2 AND p.id = $1 AND {}{}",
                  db::columns<Product>("p"), kPickedCustomer, is_free("p", "$3"), locks),
      request.product_id, request.user_id, request.now);
}

// Selects the id of any unit of the offer of $1 that fulfils `condition`. The order is that of
// idx_products_catalog: without it PostgreSQL may scan all that is for sale.
std::string unit_of_offer(std::string_view condition, std::string_view lock) {
  return fmt::format(
      "(SELECT (SELECT f.id FROM products f WHERE {}{} "
      "ORDER BY f.is_reserved, f.reserved_until LIMIT 1{}) "
      "FROM products p WHERE p.id = $1)",
      sql::kSameOffer, condition, lock);
}

// The requested unit if it is free, else another one of its offer. Skips units that other
// transactions have locked.
std::optional<Pick> pick_unlocked(db::Tx& tx, const Request& request) {
  auto named = pick_named(tx, request);
  return named ? named
               : pick(tx, request,
                      unit_of_offer(" AND " + is_free("f", "$3"), tx.for_update_skip_locked()));
}

// The transactions that have locked the last free units may still leave one. Waits for one unit
// while holding no lock, and never for a second one, so that no other transaction can wait for this
// one.
std::optional<Pick> pick_locked(db::Tx& tx, const Request& request) {
  const auto awaited =
      tx.first<std::int64_t>(fmt::format("SELECT a.id FROM products a WHERE a.id = {}",
                                         unit_of_offer(" AND " + is_free("f", "$2"), "")),
                             request.product_id, request.now);
  if (!awaited) {
    return std::nullopt;
  }
  auto picked = pick(
      tx, {request.user_id, *awaited, request.now, request.until},
      fmt::format("(SELECT f.id FROM products f WHERE f.id = $1 AND {} FOR NO KEY UPDATE OF f)",
                  is_free("f", "$3")));
  return picked ? picked : pick_unlocked(tx, request);
}

// The reservations of customer $2 at $3, in the order of idx_products_holder, so that it is used.
constexpr std::string_view kReservations =
    "(SELECT * FROM products h WHERE h.is_reserved = true AND h.reserved_by = $2 "
    "AND h.reserved_until > $3 ORDER BY h.reserved_until, h.id) AS f";

// Returns false when the customer has kMaxReservations reservations or one on this offer. Their row
// is locked, so that two requests of one customer cannot both pass.
bool reserve_unit(db::Tx& tx, const Request& request, std::int64_t unit_id) {
  return tx.execute(fmt::format("UPDATE products AS p SET is_reserved = true, reserved_by = $2, "
                                "reserved_until = $4 WHERE p.id = $1 AND ("
                                "SELECT COALESCE(SUM(CASE WHEN {1} THEN {0} ELSE 1 END), 0) "
                                "FROM {2}) < {0}",
                                kMaxReservations, sql::kSameOffer, kReservations),
                    unit_id, request.user_id, request.now, request.until) == 1;
}

// What a reservation of that length costs a customer who has not the money (GCRA: the debt goes
// down with the time).
std::chrono::microseconds debt_of(std::chrono::microseconds length) {
  return length * kReservationRecovery;
}

// Bought the day before: each purchase makes up for a reservation.
std::int64_t recent_orders(db::Tx& tx, const Request& request) {
  return tx.one<std::int64_t>("SELECT count(*) FROM orders WHERE user_id = $1 AND created_at > $2",
                              request.user_id, request.now - std::chrono::days(1));
}

base::Timestamp debt_after(const Pick& pick, const Request& request) {
  return std::max(pick.reservation_debt_until.value_or(request.now), request.now) +
         debt_of(request.until - request.now);
}

bool has_money_for(const Pick& pick) { return pick.balance >= price_of(pick); }

bool is_too_often(db::Tx& tx, const Pick& pick, const Request& request) {
  if (has_money_for(pick)) {
    return false;
  }
  const auto over = debt_after(pick, request) - request.now -
                    debt_of(request.until - request.now) * kReservationsWithoutPurchase;
  return over > std::chrono::microseconds(0) &&
         over > debt_of(request.until - request.now) * recent_orders(tx, request);
}

// What follows once the unit is the customer's.
void note_reservation(db::Tx& tx, const Pick& pick, const Request& request) {
  tx.execute_later("INSERT INTO reservation_log (reserved_at) VALUES ($1)", request.now);
  if (!has_money_for(pick)) {
    tx.execute_later("UPDATE users SET reservation_debt_until = $2 WHERE id = $1", request.user_id,
                     debt_after(pick, request));
  }
  if (pick.is_reserved && pick.reserved_by && pick.reserved_by != request.user_id) {
    enqueue(tx, kReservationEnded, *pick.reserved_by, {pick.id}, request.now);
  }
}

Reservation reservation_of(Product product, const Request& request) {
  product.is_reserved = true;
  product.reserved_by = request.user_id;
  product.reserved_until = request.until;
  return {std::move(product), request.until};
}

// A unit and who has reserved it.
struct Held {
  std::int64_t id = 0;
  std::int64_t reserved_by = 0;
};
BOOST_DESCRIBE_STRUCT(Held, (), (id, reserved_by))

// REQUIRES: the units are locked.
void clear_reservations(db::Tx& tx, std::span<const std::int64_t> ids) {
  if (!ids.empty()) {
    tx.execute_later(fmt::format("UPDATE products SET is_reserved = false, reserved_by = NULL, "
                                 "reserved_until = NULL WHERE id {}",
                                 sql::in_ids(tx)),
                     sql::ids_text(tx, ids));
  }
}

std::optional<Product> own_reservation_on_offer(db::Tx& tx, const Request& request) {
  return tx.first<Product>(
      fmt::format("SELECT {} FROM products r JOIN products p "
                  "ON p.city = r.city AND p.district = r.district AND p.category = r.category "
                  "AND p.name = r.name AND p.base_price = r.base_price "
                  "AND p.discount_percent = r.discount_percent "
                  "WHERE r.id = $1 AND p.is_reserved = true AND p.reserved_by = $2 "
                  "AND p.reserved_until > $3",
                  db::columns<Product>("p")),
      request.product_id, request.user_id, request.now);
}

struct Obstacles {
  bool is_banned = false;
  bool is_known = false;
  std::int64_t reservations = 0;  // of the customer
  bool has_unsold_units = false;
};
BOOST_DESCRIBE_STRUCT(Obstacles, (), (is_banned, is_known, reservations, has_unsold_units))

Obstacles obstacles_to(db::Tx& tx, const Request& request) {
  return tx.one<Obstacles>(
      fmt::format("SELECT COALESCE((SELECT is_banned FROM users WHERE id = $2), false) "
                  "AS is_banned, "
                  "EXISTS (SELECT 1 FROM products WHERE id = $1) AS is_known, "
                  "(SELECT count(*) FROM {}) AS reservations, {} IS NOT NULL AS has_unsold_units",
                  kReservations, unit_of_offer("", "")),
      request.product_id, request.user_id, request.now);
}

// Why nothing was reserved; an earlier reservation on the offer counts as success.
std::expected<Reservation, ReserveRefusal> explain(db::Tx& tx, const Request& request,
                                                   bool is_too_often) {
  const auto obstacles = obstacles_to(tx, request);
  if (obstacles.is_banned) {
    return std::unexpected(ReserveRefusal::banned);
  }
  if (obstacles.reservations > 0) {
    if (auto own = own_reservation_on_offer(tx, request)) {
      const auto until = *own->reserved_until;
      return Reservation{std::move(*own), until};
    }
  }
  if (!obstacles.is_known) {
    return std::unexpected(ReserveRefusal::unknown_product);
  }
  if (obstacles.reservations >= kMaxReservations) {
    return std::unexpected(ReserveRefusal::too_many);
  }
  if (is_too_often) {
    return std::unexpected(ReserveRefusal::too_often);
  }
  return std::unexpected(obstacles.has_unsold_units ? ReserveRefusal::held_by_other
                                                    : ReserveRefusal::sold);
}

}  // namespace

std::expected<Reservation, ReserveRefusal> reserve(db::Tx& tx, std::int64_t user_id,
                                                   std::int64_t product_id, base::Timestamp now,
                                                   std::chrono::minutes duration) {
  const Request request{user_id, product_id, now, now + duration};
  auto picked = pick_unlocked(tx, request);
  if (!picked && tx.engine() == db::Engine::postgres) {
    picked = pick_locked(tx, request);
  }
  const bool is_refused = picked && is_too_often(tx, *picked, request);
  if (picked && !picked->is_banned && !is_refused && reserve_unit(tx, request, picked->id)) {
    note_reservation(tx, *picked, request);
    return reservation_of(*picked, request);
  }
  return explain(tx, request, is_refused);
}

bool release(db::Tx& tx, std::int64_t user_id, std::int64_t product_id) {
  return tx.execute(
             "UPDATE products SET is_reserved = false, reserved_by = NULL, reserved_until = NULL "
             "WHERE id = $1 AND is_reserved = true AND reserved_by = $2",
             product_id, user_id) == 1;
}

int release_expired(db::Tx& tx, base::Timestamp now) {
  const auto ended =
      tx.all<Held>(fmt::format("SELECT id, reserved_by FROM products WHERE is_reserved = true "
                               "AND reserved_until <= $1{}",
                               tx.for_update_skip_locked()),
                   now);
  std::vector<std::int64_t> ids;
  for (const auto& held : ended) {
    ids.push_back(held.id);
    enqueue(tx, kReservationEnded, held.reserved_by, {held.id}, now);
  }
  clear_reservations(tx, ids);
  return static_cast<int>(ids.size());
}

std::vector<Reservation> reservations_of(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
  std::vector<Reservation> reservations;
  for (auto& product :
       tx.all<Product>(fmt::format("SELECT {} FROM products p WHERE p.is_reserved = true "
                                   "AND p.reserved_by = $1 AND p.reserved_until > $2 "
                                   "ORDER BY p.reserved_until, p.id",
                                   db::columns<Product>("p")),
                       user_id, now)) {
    const auto until = *product.reserved_until;
    reservations.push_back({std::move(product), until});
  }
  return reservations;
}

}  // namespace shop
