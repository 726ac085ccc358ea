// A transaction on one connection of SQLite. Inside db/ only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include "db/core/open_options.h"
#include "db/core/session.h"
#include "db/core/text_map.h"

namespace db {

class SqliteSession final : public Session, private Tx {
 public:
  // Opens or creates `path` in WAL mode. A session with Access::read cannot write. Throws Failure:
  // unavailable, contention.
  SqliteSession(const std::string& path, Access access, const OpenOptions& options);

  Tx& tx() override { return *this; }
  void begin(Access access) override;
  void savepoint() override;
  void roll_back_to_savepoint() override;
  void commit() override;
  void roll_back() noexcept override;

 private:
  struct Closer {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  // A prepared statement; `places[i]` is the index of $(i + 1), 0 when it does not occur.
  struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalizer> handle;
    std::vector<int> places;
  };

  Engine engine() const override { return Engine::sqlite; }
  Rows run(std::string_view sql, std::span<const Value> values) override;
  void run_later(std::string_view sql, std::span<const Value> values) override { run(sql, values); }
  void run_script(std::string_view sql) override;

  Statement& prepared(std::string_view sql);
  void bind(const Statement& statement, std::span<const Value> values);
  Rows step_through(sqlite3_stmt& statement);
  void control(const char* sql);
  [[noreturn]] void fail(int code);

  std::unique_ptr<sqlite3, Closer> connection_;
  TextMap<Statement> statements_;  // by SQL
  bool is_begun_ = false;
  bool has_failed_ = false;  // a statement failed since the transaction or its savepoint began
  bool has_savepoint_ = false;
};

}  // namespace db
