// A small shop for tests: customers with money, units to sell, and queries about them.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "shop/customers/customer.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/product.h"
#include "shop/testing/voucher.h"
#include "support/on_both_engines.h"

namespace shop {

inline constexpr base::Timestamp kNow{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
inline constexpr std::int64_t kAnn = 1001;
inline constexpr std::int64_t kBob = 1002;
inline constexpr std::chrono::minutes kReservationTime{15};
inline constexpr std::chrono::microseconds kMoment{1};  // the shortest time there is

// A voucher under another name, so that it is another offer.
NewProduct voucher_named(std::string name);

// Why it was refused, if it was.
template <class T, class E>
std::optional<E> refusal_of(const std::expected<T, E>& result) {
  return result ? std::nullopt : std::optional<E>(result.error());
}

// Registers a customer who has that much money, by an adjustment at kNow.
Customer add_customer(db::Tx& tx, std::int64_t id, base::Money money = {});
// Adds equal units; returns their ids in ascending order.
std::vector<std::int64_t> add_units(db::Tx& tx, const NewProduct& product, int units);

// Every call is a transaction of its own. Money and stock are read from the database on each call.
// The test advances `now`. At the end of every test the audit must find nothing.
class ShopTest : public support::OnBothEngines {
 protected:
  using Reserved = std::expected<Reservation, ReserveRefusal>;
  using Purchased = std::expected<Order, PurchaseRefusal>;

  void TearDown() override;

  // For a test that breaks invariants: skips the audit at the end.
  void expect_broken_books() { are_books_broken_ = true; }

  Customer join(std::int64_t id, base::Money money = {});
  std::int64_t stock(const NewProduct& product = voucher());
  std::vector<std::int64_t> stock(const NewProduct& product, int units);

  Reserved reserve(std::int64_t user_id, std::int64_t product_id, base::Timestamp at = kNow);
  // At the unit's current price.
  Purchased purchase(std::int64_t user_id, std::int64_t product_id, base::Timestamp at = kNow);
  Purchased purchase_for(std::int64_t user_id, std::int64_t product_id, base::Money shown_price,
                         base::Timestamp at = kNow);
  // Reserves and purchases; fails the test when either is refused.
  Order buy(std::int64_t user_id, std::int64_t product_id, base::Timestamp at = kNow);
  void discount(std::int64_t product_id, int percent);

  base::Money balance(std::int64_t user_id);
  Product product(std::int64_t id);
  std::vector<std::string> audit(base::Timestamp at = kNow);

  template <class... Args>
  std::int64_t execute(std::string_view sql, const Args&... args) {
    return transact([&](db::Tx& tx) { return tx.execute(sql, args...); });
  }
  template <class T, class... Args>
  T value(std::string_view sql, const Args&... args) {
    return read([&](db::Tx& tx) { return tx.one<T>(sql, args...); });
  }
  std::int64_t count(std::string_view table) {
    return value<std::int64_t>("SELECT count(*) FROM " + std::string(table));
  }

  base::Timestamp now = kNow;

 private:
  bool are_books_broken_ = false;
};

}  // namespace shop
