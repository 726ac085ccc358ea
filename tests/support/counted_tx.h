// What a body asks of the database.
#pragma once

#include "db/core/tx.h"

namespace support {

// Passes statements on and counts them. Announcements stay here.
class CountedTx final : public db::Tx {
 public:
  // Keeps the reference.
  explicit CountedTx(db::Tx& tx) : tx_(tx) {}

  // Statements whose result was waited for: on PostgreSQL a round trip each.
  int awaited() const { return awaited_; }
  // Those that went out with another (Tx::execute_later).
  int deferred() const { return deferred_; }

  db::Engine engine() const override { return tx_.engine(); }
  void run_script(std::string_view sql) override { tx_.run_script(sql); }

 protected:
  db::Rows run(std::string_view sql, std::span<const db::Value> values) override {
    ++awaited_;
    return tx_.query_with(sql, values);
  }
  void run_later(std::string_view sql, std::span<const db::Value> values) override {
    ++deferred_;
    tx_.execute_later_with(sql, values);
  }

 private:
  db::Tx& tx_;
  int awaited_ = 0;
  int deferred_ = 0;
};

}  // namespace support
