// A discount of a million units: beside the bare UPDATE, and how long sales wait meanwhile.
#include "shop/stock/discounts/bulk_discount.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/random.h"
#include "bench/context.h"
#include "bench/stock.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"

namespace bench {
namespace {

using std::chrono::steady_clock;

constexpr Stock kStock{.units = 1'000'000, .customers = 1'000};
constexpr double kLongestWaitMs = 200;

double ms_since(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

// The same rows in one statement, as SQL can at best; to another percentage.
double bare_update(db::Database& database) {
  const auto begin = steady_clock::now();
  database.transact_blocking([](db::Tx& tx) {
    return tx.execute("UPDATE products SET discount_percent = 1 WHERE is_sold = false");
  });
  return ms_since(begin);
}

double in_pieces(db::Database& database, int percent) {
  const auto now = base::SystemClock().now();
  const auto by = shop::permit<shop::Act::set_discount>(shop::Actor::cli()).value();
  const auto begin = steady_clock::now();
  auto discount = database.transact_blocking([&](db::Tx& tx) {
    return shop::set_bulk_discount(tx, {}, {base::Percent::of(percent).value()}, by, now);
  });
  while (!discount.finished_at) {
    discount = database.transact_blocking([&](db::Tx& tx) {
      shop::continue_bulk_change(tx, now);
      return shop::find_bulk_discount(tx, discount.id).value();
    });
  }
  return ms_since(begin);
}

// Sells one unit after the other until told to stop; returns the longest sale.
double sell_until(db::Database& database, const std::atomic<bool>& is_done) {
  double longest_ms = 0;
  for (std::int64_t i = 0; !is_done; ++i) {
    const auto customer = kFirstCustomer + i % kStock.customers;
    const auto unit = 1 + i * 997 % kStock.units;
    const auto now = base::SystemClock().now();
    const auto begin = steady_clock::now();
    const auto held = database.transact_blocking([&](db::Tx& tx) {
      return shop::reserve(tx, customer, unit, now, std::chrono::minutes(15));
    });
    if (held) {
      database.transact_blocking([&](db::Tx& tx) {
        return shop::purchase(tx, customer, held->product.id, shop::price_of(held->product), now)
            .has_value();
      });
    }
    longest_ms = std::max(longest_ms, ms_since(begin));
  }
  return longest_ms;
}

void measure(Context& context, db::Engine engine) {
  const std::string name = engine == db::Engine::postgres ? "PostgreSQL" : "SQLite";
  const auto url = context.databases.create(engine, kStock);
  {
    const auto database = open(url, std::chrono::milliseconds(0));
    const double bare_ms = bare_update(*database);
    const double alone_ms = in_pieces(*database, 2);
    context.report.add({.name = "discount of 1,000,000 units, " + name,
                        .measured = alone_ms,
                        .unit = "ms",
                        .peer = "one bare UPDATE",
                        .limit = bare_ms,
                        .target = at_most(1.2)});
    std::atomic<bool> is_done = false;
    double longest_ms = 0;
    std::jthread seller([&] { longest_ms = sell_until(*database, is_done); });
    in_pieces(*database, 3);
    is_done = true;
    seller.join();
    context.report.add({.name = "longest sale meanwhile, " + name,
                        .measured = longest_ms,
                        .unit = "ms",
                        .peer = "what a sale may wait",
                        .limit = kLongestWaitMs,
                        .target = at_most(1)});
    audit(*database);
  }
  context.databases.remove(url);
}

}  // namespace

void measure_bulk_discount(Context& context) {
  context.report.begin("a discount of a million units, in pieces");
  measure(context, db::Engine::postgres);
  measure(context, db::Engine::sqlite);
}

}  // namespace bench
