#include "support/explained_database.h"

#include <utility>

namespace support {
namespace {

class ExplainedTx final : public db::Tx {
 public:
  ExplainedTx(db::Tx& tx, std::vector<Explained>& explained) : tx_(tx), explained_(explained) {}

  db::Engine engine() const override { return tx_.engine(); }
  void run_script(std::string_view sql) override { tx_.run_script(sql); }

 protected:
  db::Rows run(std::string_view sql, std::span<const db::Value> values) override {
    if (sql.contains(" ORDER BY ") && sql.contains(" OFFSET ")) {
      explained_.push_back({.sql = std::string(sql), .plan = plan_of(sql, values)});
    }
    return tx_.query_with(sql, values);
  }
  void run_later(std::string_view sql, std::span<const db::Value> values) override {
    tx_.execute_later_with(sql, values);
  }

 private:
  std::string plan_of(std::string_view sql, std::span<const db::Value> values) {
    const bool is_postgres = engine() == db::Engine::postgres;
    if (is_postgres) {
      tx_.execute("SET LOCAL enable_seqscan = off");
      tx_.execute("SET LOCAL enable_sort = off");
      tx_.execute("SET LOCAL enable_incremental_sort = off");
      tx_.execute("SET LOCAL enable_bitmapscan = off");
    }
    const auto rows = tx_.query_with(
        (is_postgres ? "EXPLAIN (COSTS off) " : "EXPLAIN QUERY PLAN ") + std::string(sql), values);
    const auto column = rows.index_of(is_postgres ? "QUERY PLAN" : "detail");
    std::string plan;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      std::string line;
      db::from_cell(rows.engine, rows.cell(row, column), line);
      plan += line + "\n";
    }
    return plan;
  }

  db::Tx& tx_;
  std::vector<Explained>& explained_;
};

}  // namespace

std::vector<Explained> ExplainedDatabase::take() { return std::exchange(explained_, {}); }

void ExplainedDatabase::submit(db::Access access, std::unique_ptr<db::Job> job) {
  const auto body = [&](db::Tx& tx) {
    ExplainedTx explained(tx, explained_);
    return job->run(explained) == db::Verdict::commit ? std::expected<bool, bool>(true)
                                                      : std::unexpected(false);
  };
  std::exception_ptr failure;
  try {
    access == db::Access::read ? database_.read_blocking(body) : database_.transact_blocking(body);
  } catch (...) {
    failure = std::current_exception();
  }
  job->done(failure);
}

}  // namespace support
