// A sale on SQLite, beside a loop of the bare writes that commits each sale durably.
#include <chrono>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "bench/context.h"
#include "bench/sale_load.h"
#include "bench/slow_disk.h"

namespace bench {
namespace {

using std::chrono::microseconds;

constexpr Stock kStock{.units = 150'000, .customers = 20'000};
constexpr int kClients = 100;
constexpr int kCeilingSales = 100;  // in one commit
constexpr std::int64_t kPrice = kPriceUnits * 100;
constexpr const char* kNow = "2026-01-01T00:00:00.000000Z";

// The writes of both updates of a sale, without reads or checks: ?1 unit, ?2 customer, ?3 price,
// ?4 now.
constexpr const char* kWrites[] = {
    "INSERT INTO seen_updates (update_id, seen_at) VALUES (2 * ?1, ?4), (2 * ?1 + 1, ?4)",
    "UPDATE products SET is_reserved = 1, reserved_by = ?2, reserved_until = ?4 WHERE id = ?1",
    "UPDATE products SET is_sold = 1, sold_at = ?4, is_reserved = 0, reserved_by = NULL, "
    "reserved_until = NULL WHERE id = ?1",
    "INSERT INTO orders "
    "(user_id, product_id, original_price, discount_applied, final_price, created_at) "
    "VALUES (?2, ?1, ?3, 0, ?3, ?4)",
    "INSERT INTO transfers (kind, key, note, actor, created_at) "
    "VALUES ('purchase', 'order:' || last_insert_rowid(), '', 'customer', ?4)",
    "UPDATE users SET balance = balance - ?3 WHERE id = ?2",
    "INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after) "
    "SELECT last_insert_rowid(), 1, 'customer', ?2, -?3, u.balance FROM users u WHERE u.id = ?2 "
    "UNION ALL SELECT last_insert_rowid(), 2, 'sales', NULL, ?3, NULL",
    "INSERT INTO outbox (user_id, kind, payload, subject_id, created_at, due_at) "
    "SELECT ?2, 'delivery_text', '{\"order_id\":' || o.id || '}', o.id, ?4, ?4 FROM orders o "
    "WHERE o.product_id = ?1",
};

// The bare loop and how it commits.
struct Bare {
  const char* journal = "WAL";  // "DELETE" is SQLite's default
  int sales_of_a_commit = 1;
};

class BareSales {
 public:
  BareSales(const std::string& file, const char* journal) {
    sqlite3* connection = nullptr;
    check(sqlite3_open(file.c_str(), &connection));
    connection_.reset(connection);
    run(fmt::format("PRAGMA journal_mode = {}", journal).c_str());
    run("PRAGMA synchronous = FULL");
    run("PRAGMA foreign_keys = ON");
    for (const char* sql : kWrites) {
      sqlite3_stmt* statement = nullptr;
      check(sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr));
      statements_.emplace_back(statement);
    }
  }

  // Writes `count` sales in one durable commit.
  void sell(int count) {
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < count; ++i) {
      const auto unit = ++sold_;
      for (const auto& statement : statements_) {
        step(*statement, unit);
      }
    }
    run("COMMIT");
  }

 private:
  struct Closer {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  void check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_DONE) {
      return;
    }
    throw std::runtime_error(fmt::format("The bare sale failed: {}", sqlite3_errstr(code)));
  }
  void run(const char* sql) {
    check(sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr));
  }
  void step(sqlite3_stmt& statement, std::int64_t unit) const {
    const auto customer = kFirstCustomer + unit % kStock.customers;
    const int parameters = sqlite3_bind_parameter_count(&statement);
    sqlite3_bind_int64(&statement, 1, unit);
    if (parameters >= 2) {
      sqlite3_bind_int64(&statement, 2, customer);
    }
    if (parameters >= 3) {
      sqlite3_bind_int64(&statement, 3, kPrice);
    }
    if (parameters >= 4) {
      sqlite3_bind_text(&statement, 4, kNow, -1, SQLITE_STATIC);
    }
    check(sqlite3_step(&statement));
    check(sqlite3_reset(&statement));
  }

  std::unique_ptr<sqlite3, Closer> connection_;
  std::vector<std::unique_ptr<sqlite3_stmt, Closer>> statements_;
  std::int64_t sold_ = 0;
};

// Returns sales a second.
double run_bare(const Context& context, const std::string& template_url,
                microseconds added_flush_time, const Bare& bare = {}) {
  using std::chrono::steady_clock;
  const auto url = context.databases.copy(template_url);
  BareSales sales(url.substr(url.find(':') + 1), bare.journal);
  const SlowDisk disk(added_flush_time);
  const auto begin = steady_clock::now();
  std::int64_t count = 0;
  for (; steady_clock::now() - begin < context.time; count += bare.sales_of_a_commit) {
    sales.sell(bare.sales_of_a_commit);
  }
  const std::chrono::duration<double> time = steady_clock::now() - begin;
  audit(*open(url));
  context.databases.remove(url);
  return static_cast<double>(count) / time.count();
}

SaleRun run_shop(const Context& context, const std::string& template_url,
                 microseconds added_flush_time) {
  const auto url = context.databases.copy(template_url);
  const SlowDisk disk(added_flush_time);
  const auto run = run_sales(context, url, kStock, kClients);
  context.databases.remove(url);
  return run;
}

void measure_on(Context& context, const std::string& template_url, const std::string& disk,
                microseconds added_flush_time) {
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> processor_us;
  for (int round = 0; round < context.rounds; ++round) {
    const auto run = run_shop(context, template_url, added_flush_time);
    ours.push_back(run.sales_per_second);
    processor_us.push_back(run.processor_us_per_sale);
    theirs.push_back(context.has_peers ? run_bare(context, template_url, added_flush_time) : 0);
  }
  context.report.add({.name = "sale over the webhook, SQLite, " + disk,
                      .measured = median(ours),
                      .unit = "sales/s",
                      .peer = context.has_peers ? "bare writes, one durable commit a sale" : "",
                      .limit = median(theirs),
                      .target = at_least(8)});
  if (context.has_peers) {
    context.report.add(
        {.name = "sale over the webhook, SQLite, " + disk,
         .measured = median(ours),
         .unit = "sales/s",
         .peer = "the same writes with a rollback journal",
         .limit = run_bare(context, template_url, added_flush_time, {.journal = "DELETE"})});
    context.report.add({.name = "bare writes, a hundred sales a commit, SQLite, " + disk,
                        .measured = run_bare(context, template_url, added_flush_time,
                                             {.sales_of_a_commit = kCeilingSales}),
                        .unit = "sales/s",
                        .peer = "bare writes, one durable commit a sale",
                        .limit = median(theirs)});
  }
  context.report.add({.name = "shop's processor time for a sale, SQLite, " + disk,
                      .measured = median(processor_us),
                      .unit = "us"});
}

}  // namespace

void measure_sales_on_sqlite(Context& context) {
  context.report.begin("sales on SQLite");
  const auto flush_time = time_flush(context.databases.directory());
  context.report.add({.name = "flush of this disk",
                      .measured = static_cast<double>(flush_time.count()) / 1'000,
                      .unit = "ms"});
  const auto template_url = context.databases.create(db::Engine::sqlite, kStock);
  measure_on(context, template_url, "this disk", microseconds(0));
  measure_on(context, template_url, "2 ms slower", std::chrono::milliseconds(2));
  measure_on(context, template_url, "5 ms slower", std::chrono::milliseconds(5));
  context.databases.remove(template_url);
}

}  // namespace bench
