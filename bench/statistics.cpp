// How long an owner waits for the statistics of 30 days in a shop with a million orders.
#include <chrono>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/clock.h"
#include "bench/context.h"
#include "bot/admin/statistics/statistics_screens.h"
#include "shop/reports/period.h"
#include "shop/reports/sale_sums.h"

namespace bench {
namespace {

constexpr Stock kShop{.units = 1'000, .customers = 1'000'000};
constexpr double kMostMilliseconds = 100;
constexpr int kTimes = 30;

// Spreads the orders evenly over the last 30 days.
std::string spread(db::Engine engine) {
  return engine == db::Engine::postgres
             ? "UPDATE orders SET created_at = created_at - (id % 2592000) * interval '1 second'"
             : "UPDATE orders SET created_at = strftime('%Y-%m-%dT%H:%M:%S', created_at, "
               "'-' || (id % 2592000) || ' seconds') || '.000000Z'";
}

double milliseconds_of_statistics(db::Database& database, const shop::PeriodSpans& spans) {
  const auto begin = std::chrono::steady_clock::now();
  database.read_blocking(
      [&](db::Tx& tx) { return bot::admin::load_statistics(tx, spans.span, spans.before); });
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  return time.count();
}

void sum_days(db::Database& database, const base::TimeZone& zone, base::Timestamp now) {
  while (
      database.transact_blocking([&](db::Tx& tx) { return shop::sum_next_sales(tx, zone, now); })) {
  }
}

void measure(Context& context, db::Engine engine) {
  const auto url = context.databases.create(engine, kShop);
  {
    const auto database = open(url);
    database->transact_blocking([&](db::Tx& tx) { return tx.execute(spread(engine)); });
    const auto zone = base::TimeZone::named("Europe/Warsaw").value();
    const auto now = base::SystemClock().now();
    sum_days(*database, zone, now);
    if (engine == db::Engine::postgres) {
      run_on_postgres(url, "VACUUM ANALYZE");
    }
    const auto spans = shop::spans_of(shop::Period::days, zone, now);
    std::vector<double> times;
    for (int i = 0; i < kTimes; ++i) {
      times.push_back(milliseconds_of_statistics(*database, spans));
    }
    context.report.add(
        {.name = fmt::format("statistics of 30 days with 1,000,000 orders, {}",
                             engine == db::Engine::postgres ? "PostgreSQL" : "SQLite"),
         .measured = median(times),
         .unit = "ms",
         .peer = "what a press may take",
         .limit = kMostMilliseconds,
         .target = at_most(1)});
  }
  context.databases.remove(url);
}

}  // namespace

void measure_statistics(Context& context) {
  context.report.begin("statistics of a shop with a million orders");
  measure(context, db::Engine::postgres);
  measure(context, db::Engine::sqlite);
}

}  // namespace bench
