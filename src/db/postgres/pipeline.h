// A connection to PostgreSQL in libpq's pipeline mode. Inside db/ only.
#pragma once

#include <chrono>
#include <deque>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "db/core/failure.h"
#include "db/core/text_map.h"
#include "db/core/tx.h"
#include "db/postgres/parameters.h"

namespace db {

// Sends statements without waiting for the answers to earlier ones. Each is prepared once and
// cached by its text, unless a pooler shares the server's sessions out. Used by one thread at a
// time. Every call may throw Failure (unavailable): the connection is lost, or the server has not
// answered in time and the connection is given up.
class PostgresPipeline {
 public:
  struct Options {
    std::chrono::milliseconds answer_timeout{};  // 0: answers are waited for without end
    bool is_shared = false;  // sessions are known to be shared, even when they look private
  };

  // A statement that failed, and the stage that it was sent with.
  struct Refusal {
    Failure failure;
    int stage;
  };

  using Answer = std::expected<Rows, Refusal>;

  // Throws also Unsuitable.
  PostgresPipeline(const PostgresParameters& parameters, const Options& options);

  // Sends a statement. Throws Failure (defect) when a text cannot be stored.
  void send(std::string_view sql, std::span<const Value> values, int stage);

  // Ends a run of statements: when one fails, the server skips those after it up to here.
  void sync();

  // Syncs and reads every outstanding answer. Returns the rows of the last statement, or the first
  // refusal.
  Answer receive();

  // Ignores refusals of the statements that are outstanding.
  void forget_outstanding();
  std::size_t outstanding() const { return outstanding_.size(); }
  bool has_outstanding() const { return !outstanding_.empty(); }

  // Runs statements separated by semicolons. REQUIRES: nothing is outstanding.
  std::expected<void, Failure> run_script(const std::string& sql);

  // False when the connection is broken.
  bool is_usable() const { return usable_; }

  // Gives the connection up: the next transaction needs another one.
  void abandon() { usable_ = false; }

  // True when the next transaction may meet another session of the server: it must bring its
  // settings with it.
  bool is_shared() const { return options_.is_shared; }
  std::chrono::milliseconds answer_timeout() const { return options_.answer_timeout; }

 private:
  struct Statement {
    std::string name;
    bool is_prepared = false;  // or about to be
  };
  enum class Kind { prepare, execute, sync };
  struct Outstanding {
    Kind kind = Kind::sync;
    Statement* statement = nullptr;  // null: not kept
    int stage = 0;
    bool is_forgotten = false;
  };
  struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Clearer {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, Clearer>;

  enum class Wait { until_sent, until_answered };

  void await(Wait what);
  void require(bool done);
  [[noreturn]] void lose();
  [[noreturn]] void lose(const Failure& why);
  Statement* kept_statement(std::string_view sql);
  void prepare(Statement& statement, std::string_view sql, int stage);
  Result next_result(Kind kind);
  void note_failure(const Outstanding& item, const PGresult& result,
                    std::optional<Refusal>& refusal);

  std::unique_ptr<PGconn, Closer> connection_;
  Options options_;
  TextMap<Statement> statements_;
  std::deque<Outstanding> outstanding_;
  bool usable_ = true;
};

}  // namespace db
