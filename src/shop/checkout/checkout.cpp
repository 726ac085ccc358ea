#include "shop/checkout/checkout.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"

namespace shop {

Shortfall shortfall_of(Reservation reservation, base::Money balance) {
  const auto price = price_of(reservation.product);
  return {.reservation = std::move(reservation),
          .price = price,
          .balance = balance,
          .missing = std::max(price - balance, base::Money())};
}

std::optional<Shortfall> find_shortfall(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                                        base::Timestamp now) {
  for (auto& reservation : reservations_of(tx, user_id, now)) {
    if (reservation.product.id == product_id) {
      const auto balance = tx.one<base::Money>("SELECT balance FROM users WHERE id = $1", user_id);
      return shortfall_of(std::move(reservation), balance);
    }
  }
  return std::nullopt;
}

base::Money amount_to_pay(const Shortfall& shortfall, base::Money min) {
  return std::max(shortfall.missing, min);
}

Checkout start_checkout(db::Tx& tx, const Shortfall& shortfall, std::int64_t user_id,
                        DepositMethod method, base::Timestamp now) {
  base::check(shortfall.missing > base::Money(), "a checkout waits for money");
  return tx.one<Checkout>(
      fmt::format("INSERT INTO checkouts (user_id, product_id, price, method, status, created_at, "
                  "reserved_until) VALUES ($1, $2, $3, $4, 'waiting', $5, $6) "
                  "ON CONFLICT (user_id, product_id) WHERE status = 'waiting' DO UPDATE SET "
                  "price = $3, method = $4, reserved_until = $6 RETURNING {}",
                  db::columns<Checkout>()),
      user_id, shortfall.reservation.product.id, shortfall.price, method, now,
      shortfall.reservation.reserved_until);
}

bool cancel_checkout(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                     base::Timestamp now) {
  tx.execute_later(
      "UPDATE checkouts SET status = 'cancelled' WHERE user_id = $1 AND product_id = $2 "
      "AND status = 'waiting'",
      user_id, product_id);
  return release(tx, user_id, product_id, now);
}

std::optional<Checkout> find_checkout(db::Tx& tx, std::int64_t id) {
  return tx.first<Checkout>(
      fmt::format("SELECT {} FROM checkouts WHERE id = $1", db::columns<Checkout>()), id);
}

std::vector<Checkout> waiting_checkouts_of(db::Tx& tx, std::int64_t user_id) {
  return tx.all<Checkout>(fmt::format("SELECT {} FROM checkouts WHERE user_id = $1 "
                                      "AND status = 'waiting' ORDER BY id",
                                      db::columns<Checkout>()),
                          user_id);
}

}  // namespace shop
