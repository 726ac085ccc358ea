// Whether the catalogue's pages take longer when there are more units.
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/clock.h"
#include "bench/context.h"
#include "shop/stock/catalog.h"

namespace bench {
namespace {

constexpr std::int64_t kFew = 1'000;
constexpr std::int64_t kMany = 1'000'000;
constexpr std::int64_t kCustomers = 100;
constexpr int kPairs = 200;
constexpr shop::Page kPage{.offset = 0, .limit = 8};

using ShowPage = std::function<void(db::Tx&)>;

double microseconds(db::Database& database, const ShowPage& show) {
  const auto begin = std::chrono::steady_clock::now();
  database.read_blocking([&](db::Tx& tx) {
    show(tx);
    return true;
  });
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
  return time.count();
}

// Reads a page from the small and from the large database in turns, each in its own transaction.
void compare(Context& context, const std::string& name, db::Database& few, db::Database& many,
             const ShowPage& show) {
  std::vector<double> of_few;
  std::vector<double> of_many;
  for (int i = 0; i < kPairs; ++i) {
    of_few.push_back(microseconds(few, show));
    of_many.push_back(microseconds(many, show));
  }
  context.report.add({.name = name + " of 1,000,000 units",
                      .measured = median(of_many),
                      .unit = "us",
                      .peer = "of 1,000 units",
                      .limit = median(of_few),
                      .target = at_most(2)});
}

void measure(Context& context, db::Engine engine) {
  const auto* const engine_name = engine == db::Engine::postgres ? "PostgreSQL" : "SQLite";
  const auto few_url = context.databases.create(engine, {.units = kFew, .customers = kCustomers});
  const auto many_url = context.databases.create(engine, {.units = kMany, .customers = kCustomers});
  {
    const auto few = open(few_url);
    const auto many = open(many_url);
    const auto now = base::SystemClock().now();
    compare(context, fmt::format("first page of the catalogue, {}", engine_name), *few, *many,
            [](db::Tx& tx) { shop::cities(tx, kPage); });
    compare(
        context, fmt::format("offers of a category, {}", engine_name), *few, *many,
        [&](db::Tx& tx) { shop::offers(tx, {"City 1", "District 1", "Category 1"}, kPage, now); });
  }
  context.databases.remove(few_url);
  context.databases.remove(many_url);
}

}  // namespace

void measure_catalogue(Context& context) {
  context.report.begin("the catalogue with a thousand and with a million units");
  measure(context, db::Engine::postgres);
  measure(context, db::Engine::sqlite);
}

}  // namespace bench
