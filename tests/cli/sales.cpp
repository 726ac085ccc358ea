#include "cli/sales.h"

#include <chrono>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/random.h"
#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/product.h"

namespace cli {
namespace {

constexpr std::int64_t kCustomer = 1;
constexpr const char* kName = "Coffee, \"large\"";

shop::NewProduct unit() {
  return {.city = "Warsaw",
          .district = "Center",
          .category = "Vouchers",
          .name = kName,
          .base_price = base::Money::parse("79.50").value(),
          .discount_percent = base::Percent::parse("20").value(),
          .delivery_text = kSecretCode};
}

std::int64_t reserve_next(db::Tx& tx, base::Timestamp now) {
  const auto listing = shop::list_products(tx, {.sold = false, .q = kName}, shop::ProductSort::id,
                                           /*descending=*/false, {.limit = 1});
  return shop::reserve(tx, kCustomer, listing.items.at(0).id, now, std::chrono::minutes(15))
      .value()
      .product.id;
}

}  // namespace

void open_shop(db::Database& database, int units) {
  const auto now = base::SystemClock().now();
  const auto gift = database.transact_blocking([&](db::Tx& tx) {
    base::SystemRandom random;
    shop::register_customer(tx, {.id = kCustomer, .first_name = "Ana"}, random, now);
    shop::insert_products(tx, std::vector(static_cast<std::size_t>(units), unit()), now);
    return shop::adjust(tx,
                        {.user_id = kCustomer,
                         .amount = base::Money::units(1'000'000),
                         .reason = "Gift",
                         .idempotency_key = "gift"},
                        shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now);
  });
  if (!gift) {
    throw std::runtime_error("the gift was refused");
  }
}

void sell(db::Database& database, int count) {
  const base::SystemClock clock;
  const auto price = base::discounted(unit().base_price, unit().discount_percent);
  for (int i = 0; i < count; ++i) {
    const auto id =
        database.transact_blocking([&](db::Tx& tx) { return reserve_next(tx, clock.now()); });
    const auto order = database.transact_blocking(
        [&](db::Tx& tx) { return shop::purchase(tx, kCustomer, id, price, clock.now()); });
    if (!order) {
      throw std::runtime_error("a sale was refused");
    }
  }
}

std::int64_t count_units(db::Database& database) {
  return database.read_blocking(
      [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM products"); });
}

std::int64_t count_orders(db::Database& database) {
  return database.read_blocking(
      [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM orders"); });
}

std::string csv_of(int rows) {
  std::string text =
      "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
      "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
  for (int row = 0; row < rows; ++row) {
    text += fmt::format("Gdynia,Port,Keys,Key {},,10,,,,,KEY-{:08},\n", row % 50, row);
  }
  return text;
}

}  // namespace cli
