// How long staff wait for an order that they look for by its code.
#include "shop/sales/order_search.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/context.h"

namespace bench {
namespace {

constexpr std::int64_t kOrders = 1'000'000;  // one of each customer
constexpr int kSearches = 200;
constexpr double kMostMilliseconds = 5;

double milliseconds_of_search(db::Database& database, const std::string& code) {
  const auto begin = std::chrono::steady_clock::now();
  const auto found = database.read_blocking(
      [&](db::Tx& tx) { return shop::search_orders(tx, code, {.offset = 0, .limit = 8}); });
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  if (found.items.size() != 1) {
    throw std::runtime_error("a code is that of one order");
  }
  return time.count();
}

void measure_search(Context& context, db::Engine engine) {
  const auto url = context.databases.create(engine, {.units = 1'000, .customers = kOrders});
  std::vector<double> times;
  {
    const auto database = open(url);
    for (int i = 0; i < kSearches; ++i) {
      const auto customer = kFirstCustomer + i * (kOrders / kSearches);
      times.push_back(milliseconds_of_search(*database, fmt::format("Code {}", customer)));
    }
  }
  context.report.add({.name = fmt::format("order by code, {}",
                                          engine == db::Engine::postgres ? "PostgreSQL" : "SQLite"),
                      .measured = median(times),
                      .unit = "ms",
                      .peer = "limit",
                      .limit = kMostMilliseconds,
                      .target = at_most(1)});
  context.databases.remove(url);
}

}  // namespace

void measure_order_search(Context& context) {
  context.report.begin("an order found by its code among a million");
  measure_search(context, db::Engine::postgres);
  measure_search(context, db::Engine::sqlite);
}

}  // namespace bench
