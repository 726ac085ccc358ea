#include "shop/testing/shop_fixture.h"

#include <fmt/format.h>

#include "shop/money/adjustment.h"
#include "shop/reports/audit.h"
#include "shop/stock/discounts/discount.h"

namespace shop {

NewProduct voucher_named(std::string name) {
  auto product = voucher();
  product.name = std::move(name);
  return product;
}

Customer add_customer(db::Tx& tx, std::int64_t id, base::Money money) {
  base::SeededRandom random(static_cast<std::uint64_t>(id));
  const Newcomer newcomer{.id = id,
                          .username = std::nullopt,
                          .first_name = fmt::format("Customer {}", id),
                          .language = std::nullopt,
                          .referral_code = std::nullopt};
  auto customer = register_customer(tx, newcomer, random, kNow).customer;
  if (!money.is_zero()) {
    const Adjustment gift{.user_id = id,
                          .amount = money,
                          .reason = "test",
                          .idempotency_key = fmt::format("gift to {}", id)};
    customer.balance =
        adjust(tx, gift, permit<Act::adjust>(Actor::cli()).value(), kNow).value().balance;
  }
  return customer;
}

std::vector<std::int64_t> add_units(db::Tx& tx, const NewProduct& product, int units) {
  const auto last = tx.one<std::int64_t>("SELECT COALESCE(max(id), 0) FROM products");
  insert_products(tx, std::vector(static_cast<std::size_t>(units), product), kNow);
  return tx.all<std::int64_t>("SELECT id FROM products WHERE id > $1 ORDER BY id", last);
}

Customer ShopTest::join(std::int64_t id, base::Money money) {
  return transact([&](db::Tx& tx) { return add_customer(tx, id, money); });
}

std::int64_t ShopTest::stock(const NewProduct& product) { return stock(product, 1).front(); }

std::vector<std::int64_t> ShopTest::stock(const NewProduct& product, int units) {
  return transact([&](db::Tx& tx) { return add_units(tx, product, units); });
}

ShopTest::Reserved ShopTest::reserve(std::int64_t user_id, std::int64_t product_id,
                                     base::Timestamp at) {
  return transact(
      [=](db::Tx& tx) { return shop::reserve(tx, user_id, product_id, at, kReservationTime); });
}

ShopTest::Purchased ShopTest::purchase(std::int64_t user_id, std::int64_t product_id,
                                       base::Timestamp at) {
  return purchase_for(user_id, product_id, price_of(product(product_id)), at);
}

ShopTest::Purchased ShopTest::purchase_for(std::int64_t user_id, std::int64_t product_id,
                                           base::Money shown_price, base::Timestamp at) {
  return transact(
      [=](db::Tx& tx) { return shop::purchase(tx, user_id, product_id, shown_price, at); });
}

Order ShopTest::buy(std::int64_t user_id, std::int64_t product_id, base::Timestamp at) {
  const auto reserved = reserve(user_id, product_id, at);
  EXPECT_TRUE(reserved);
  const auto order = purchase(user_id, reserved->product.id, at);
  EXPECT_TRUE(order);
  return *order;
}

void ShopTest::discount(std::int64_t product_id, int percent) {
  const auto set = transact([=](db::Tx& tx) {
    return set_discount(tx, product_id, {*base::Percent::of(percent)},
                        permit<Act::set_discount>(Actor::owner(1)).value(), kNow);
  });
  EXPECT_TRUE(set);
}

base::Money ShopTest::balance(std::int64_t user_id) {
  return value<base::Money>("SELECT balance FROM users WHERE id = $1", user_id);
}

Product ShopTest::product(std::int64_t id) {
  return read([=](db::Tx& tx) { return find_product(tx, id).value(); });
}

void ShopTest::TearDown() {
  if (!are_books_broken_) {
    EXPECT_EQ(audit(now), std::vector<std::string>{});
  }
  OnBothEngines::TearDown();
}

std::vector<std::string> ShopTest::audit(base::Timestamp at) {
  return read([=](db::Tx& tx) { return violations(tx, at); });
}

}  // namespace shop
