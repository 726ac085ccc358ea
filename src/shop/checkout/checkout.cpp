#include "shop/checkout/checkout.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/checkout/checkout_rules.h"
#include "shop/checkout/checkout_sql.h"
#include "shop/core/enum_text.h"

namespace shop {
namespace {

// What a customer has, and what is coming to them.
struct WalletMoney {
  base::Money balance;
  base::Money on_the_way;
};
BOOST_DESCRIBE_STRUCT(WalletMoney, (), (balance, on_the_way))

// A unit and the money of the customer who has reserved it.
struct ReservedUnit : Product, WalletMoney {};
BOOST_DESCRIBE_STRUCT(ReservedUnit, (Product, WalletMoney), ())

}  // namespace

Shortfall shortfall_of(Reservation reservation, base::Money balance, base::Money on_the_way) {
  const auto price = price_of(reservation.product);
  const auto missing = std::max(price - balance, base::Money());
  return {.reservation = std::move(reservation),
          .price = price,
          .balance = balance,
          .missing = missing,
          .is_on_the_way = missing > base::Money() && is_about(on_the_way, missing)};
}

std::optional<Shortfall> find_shortfall(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                                        base::Timestamp now) {
  auto unit = tx.first<ReservedUnit>(
      fmt::format("SELECT {}, u.balance, {} FROM products p JOIN users u ON u.id = p.reserved_by "
                  "WHERE p.id = $1 AND p.is_reserved = true AND p.reserved_by = $2 "
                  "AND p.reserved_until > $3",
                  db::columns<Product>("p"), sql::worth_on_the_way("u.id")),
      product_id, user_id, now);
  if (!unit) {
    return std::nullopt;
  }
  const auto until = *unit->reserved_until;
  const auto [balance, on_the_way] = static_cast<const WalletMoney&>(*unit);
  return shortfall_of({std::move(*unit), until}, balance, on_the_way);
}

Shortfall find_shortfall(db::Tx& tx, std::int64_t user_id, Reservation reservation,
                         base::Money balance) {
  if (balance >= price_of(reservation.product)) {
    return shortfall_of(std::move(reservation), balance);
  }
  const auto money = tx.one<WalletMoney>(
      fmt::format("SELECT balance, {} FROM users WHERE id = $1", sql::worth_on_the_way("$1")),
      user_id);
  return shortfall_of(std::move(reservation), money.balance, money.on_the_way);
}

base::Money amount_to_pay(const Shortfall& shortfall, base::Money min) {
  return std::max(shortfall.missing, min);
}

Checkout start_checkout(db::Tx& tx, const Shortfall& shortfall, std::int64_t user_id,
                        DepositMethod method, std::optional<std::int64_t> deposit_id,
                        base::Timestamp now) {
  base::check(shortfall.missing > base::Money(), "a checkout waits for money");
  tx.execute_later(
      "UPDATE checkouts SET status = 'lapsed' WHERE user_id = $1 AND status = 'waiting' "
      "AND reserved_until <= $2",
      user_id, now);
  return tx.one<Checkout>(
      fmt::format("INSERT INTO checkouts (user_id, product_id, price, method, status, created_at, "
                  "reserved_until, deposit_id) VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7) "
                  "ON CONFLICT (user_id, product_id) WHERE status = 'waiting' DO UPDATE SET "
                  "price = $3, method = $4, reserved_until = $6, "
                  "deposit_id = COALESCE($7, checkouts.deposit_id) RETURNING {}",
                  db::columns<Checkout>()),
      user_id, shortfall.reservation.product.id, shortfall.price, method, now,
      shortfall.reservation.reserved_until, deposit_id);
}

std::optional<Checkout> find_waiting_checkout(db::Tx& tx, std::int64_t user_id,
                                              std::int64_t product_id) {
  return tx.first<Checkout>(fmt::format("SELECT {} FROM checkouts WHERE user_id = $1 "
                                        "AND product_id = $2 AND status = 'waiting'",
                                        db::columns<Checkout>()),
                            user_id, product_id);
}

bool cancel_checkout(db::Tx& tx, std::int64_t user_id, std::int64_t product_id) {
  tx.execute_later(
      "UPDATE checkouts SET status = 'cancelled' WHERE user_id = $1 AND product_id = $2 "
      "AND status = 'waiting'",
      user_id, product_id);
  return release(tx, user_id, product_id);
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
