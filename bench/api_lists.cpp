// Lists of the REST API over a million units, beside the bare SQL, and its document and routing.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/log.h"
#include "base/random.h"
#include "bench/context.h"
#include "bench/stock.h"
#include "db/core/columns.h"
#include "shop/core/list.h"
#include "shop/stock/product.h"
#include "web/api/operations.h"
#include "web/operation/openapi.h"

namespace bench {
namespace {

using std::chrono::steady_clock;

constexpr Stock kStock{.units = 1'000'000, .customers = 10};
constexpr int kCalls = 30;
constexpr std::int64_t kFarPart = 10'000;
constexpr std::int64_t kPerPage = 50;
constexpr double kDocumentMs = 1;
constexpr double kRoutingUs = 5;

double ms_since(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

// The API without its sockets.
class Calls {
 public:
  explicit Calls(db::Database& database)
      : context_{.database = database,
                 .clock = clock_,
                 .authenticator = authenticator_,
                 .rate_limiter = rate_limiter_,
                 .metrics = metrics_,
                 .logger = logger_,
                 .random = random_,
                 .bodies = bodies_} {
    router_.add("GET", "/api/nothing", [](const auto&, const auto&) { return nothing(); });
    for (const auto& endpoint : api_.endpoints()) {
      router_.add(std::string(endpoint.operation.method), endpoint.operation.path,
                  [this, &endpoint](const auto& request, const auto& path) {
                    return endpoint.serve(endpoint, context_, request, path,
                                          {.actor = shop::Actor::web("bench")});
                  });
    }
  }

  // Milliseconds of a call.
  double time(const std::string& path, const std::string& query) {
    const net::ServerRequest request{
        .method = "GET", .path = path, .query = net::Query::parse(query).value()};
    const auto begin = steady_clock::now();
    auto answer = boost::asio::co_spawn(io_, router_(request), boost::asio::use_future);
    io_.restart();
    while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      io_.run_one();
    }
    const auto spent = ms_since(begin);
    if (const auto response = answer.get(); response.status >= 400) {
      throw std::runtime_error(response.body);
    }
    return spent;
  }

  double median_time(const std::string& path, const std::string& query) {
    std::vector<double> times;
    for (int i = 0; i < kCalls; ++i) {
      times.push_back(time(path, query));
    }
    return median(std::move(times));
  }

  const web::Api& api() const { return api_; }

 private:
  static web::Response nothing() { co_return net::ServerResponse{.status = 204}; }

  boost::asio::io_context io_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  base::Logger logger_;
  web::Metrics metrics_;
  web::Authenticator authenticator_{{.username = "bench", .password_hash = ""}, random_};
  web::RateLimiter rate_limiter_;
  net::BodyDirectory bodies_{"kram-bench-bodies"};
  web::Context context_;
  web::Api api_ = web::all_operations();
  net::Router router_;
};

double bare_sql(db::Database& database) {
  std::vector<double> times;
  for (int i = 0; i < kCalls; ++i) {
    const auto begin = steady_clock::now();
    database.read_blocking([](db::Tx& tx) {
      const auto total = tx.one<std::int64_t>(
          "SELECT count(*) FROM products p WHERE p.city = $1 AND p.is_sold = false",
          std::string("City 1"));
      const auto rows = tx.all<shop::Product>(
          fmt::format("SELECT {} FROM products p WHERE p.city = $1 AND p.is_sold = false "
                      "ORDER BY p.id DESC LIMIT $2",
                      db::columns<shop::Product>("p")),
          std::string("City 1"), kPerPage);
      return total + static_cast<std::int64_t>(rows.size());
    });
    times.push_back(ms_since(begin));
  }
  return median(std::move(times));
}

// The place behind that many parts, in the order of ids.
std::string place_behind(std::int64_t parts) {
  const auto id = parts * kPerPage;
  return shop::detail::cursor_text(id, id);
}

void measure_lists(Context& context, db::Engine engine) {
  const auto url = context.databases.create(engine, kStock);
  const auto name = engine == db::Engine::postgres ? "PostgreSQL" : "SQLite";
  {
    const auto database = open(url);
    Calls calls(*database);
    const auto bare = bare_sql(*database);
    context.report.add(
        {.name = fmt::format("filtered list, {}", name),
         .measured = calls.median_time("/api/products", "city=City+1&sold=false&sort=-id"),
         .unit = "ms",
         .peer = "1.5 x bare SQL + 2 ms",
         .limit = 1.5 * bare + 2,
         .target = at_most(1)});
    context.report.add(
        {.name = fmt::format("part 10,000 by keyset, {}", name),
         .measured =
             calls.median_time("/api/products", "sort=id&after=" + place_behind(kFarPart - 1)),
         .unit = "ms",
         .peer = "part 2",
         .limit = calls.median_time("/api/products", "sort=id&after=" + place_behind(1)),
         .target = at_most(1.2)});
  }
  context.databases.remove(url);
}

void measure_description(Context& context) {
  const auto url = context.databases.create(db::Engine::sqlite, {.units = 1, .customers = 1});
  {
    const auto database = open(url);
    Calls calls(*database);
    std::vector<double> documents;
    std::vector<double> routes;
    for (int i = 0; i < kCalls; ++i) {
      const auto begin = steady_clock::now();
      if (web::openapi_document(calls.api(), "1").empty()) {
        throw std::runtime_error("the document is empty");
      }
      documents.push_back(ms_since(begin));
      constexpr int kTurns = 1'000;
      const auto first = steady_clock::now();
      for (int turn = 0; turn < kTurns; ++turn) {
        calls.time("/api/nothing", "");
      }
      routes.push_back(ms_since(first) * 1'000 / kTurns);
    }
    context.report.add({.name = "making the document",
                        .measured = median(documents),
                        .unit = "ms",
                        .peer = "limit",
                        .limit = kDocumentMs,
                        .target = at_most(1)});
    context.report.add({.name = "routing a call",
                        .measured = median(routes),
                        .unit = "us",
                        .peer = "limit",
                        .limit = kRoutingUs,
                        .target = at_most(1)});
  }
  context.databases.remove(url);
}

}  // namespace

void measure_api_lists(Context& context) {
  context.report.begin("the REST API over a million units");
  measure_lists(context, db::Engine::postgres);
  measure_lists(context, db::Engine::sqlite);
  measure_description(context);
}

}  // namespace bench
