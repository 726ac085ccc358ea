#include "db/sqlite/session.h"

#include <charconv>

#include <fmt/format.h>

#include "db/core/encoding.h"
#include "db/sqlite/bytes.h"
#include "db/sqlite/search.h"

namespace db {
namespace {

constexpr const char* kWentOn = "A body went on after a statement had failed.";
constexpr std::size_t kMaxKeptStatements = 1000;

FailureKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FailureKind::contention;
    case SQLITE_CONSTRAINT:
      return FailureKind::constraint;
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_NOTADB:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
    case SQLITE_READONLY:
      return FailureKind::unavailable;
    default:
      return FailureKind::defect;
  }
}

FailureCause cause_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return FailureCause::disk_full;
    case SQLITE_READONLY:
      return FailureCause::read_only;
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return FailureCause::unwritable;
    default:
      return FailureCause::other;
  }
}

// The number of the parameter at `index`: 3 of "$3".
std::size_t number_of(sqlite3_stmt* statement, int index) {
  const char* name = sqlite3_bind_parameter_name(statement, index);
  const std::string_view digits = name == nullptr ? "" : std::string_view(name).substr(1);
  std::size_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (number == 0) {
    throw Failure(FailureKind::defect, "Parameters are written $1, $2, …");
  }
  return number;
}

// Binds `value`. REQUIRES: a text outlives the execution.
struct Binder {
  sqlite3_stmt* statement;
  int place;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
  int operator()(bool value) const { return sqlite3_bind_int(statement, place, value ? 1 : 0); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, place, value); }
  int operator()(const std::string& value) const { return text(storable(value), SQLITE_STATIC); }
  int operator()(base::Money value) const { return (*this)(value.hundredths()); }
  int operator()(base::Timestamp value) const { return text(fixed_width(value), SQLITE_TRANSIENT); }
  int operator()(base::Coordinate value) const {
    return (*this)(std::int64_t{value.microdegrees()});
  }
  int text(const std::string& value, sqlite3_destructor_type lifetime) const {
    return sqlite3_bind_text(statement, place, value.data(), static_cast<int>(value.size()),
                             lifetime);
  }
};

Cell cell_of(sqlite3_stmt& statement, int column) {
  switch (sqlite3_column_type(&statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(&statement, column)};
    case SQLITE_TEXT: {
      const auto* text = sqlite3_column_text(&statement, column);
      const auto size = sqlite3_column_bytes(&statement, column);
      return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    }
    default:
      throw Failure(FailureKind::defect, "A column holds a floating-point number or a blob.");
  }
}

// Makes a statement ready for its next use and releases its locks, whether it succeeded or not.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

SqliteSession::SqliteSession(const std::string& path, Access access, const OpenOptions& options) {
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(
      path.c_str(), &connection,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  connection_.reset(connection);
  if (opened != SQLITE_OK) {
    fail(opened);
  }
  for (const auto add : {add_search, add_unhex}) {
    if (const int code = add(*connection); code != SQLITE_OK) {
      fail(code);
    }
  }
  sqlite3_busy_timeout(connection, options.busy_timeout_ms);
  control("PRAGMA journal_mode = WAL");
  control("PRAGMA synchronous = FULL");
  control("PRAGMA foreign_keys = ON");
  control("PRAGMA temp_store = MEMORY");
  control(fmt::format("PRAGMA cache_size = -{}", options.sqlite_cache_kb).c_str());
  control("PRAGMA journal_size_limit = 67108864");
  if (access == Access::read) {
    control("PRAGMA query_only = ON");
  }
}

void SqliteSession::begin(Access access) {
  control(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
  is_begun_ = true;
  has_failed_ = false;
  has_savepoint_ = false;
}

void SqliteSession::savepoint() {
  if (has_failed_) {
    throw TransactionLost(FailureKind::defect, kWentOn);
  }
  if (has_savepoint_) {
    control("RELEASE job");
  }
  control("SAVEPOINT job");
  has_savepoint_ = true;
}

void SqliteSession::roll_back_to_savepoint() {
  control("ROLLBACK TO job");
  has_failed_ = false;
}

void SqliteSession::commit() {
  if (has_failed_) {
    throw Failure(FailureKind::defect, kWentOn);
  }
  control("COMMIT");
  is_begun_ = false;
}

void SqliteSession::roll_back() noexcept {
  if (is_begun_ && sqlite3_get_autocommit(connection_.get()) == 0) {
    sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  is_begun_ = false;
}

Rows SqliteSession::run(std::string_view sql, std::span<const Value> values) {
  auto& statement = prepared(sql);
  const Reset reset(statement.handle.get());
  bind(statement, values);
  return step_through(*statement.handle);
}

void SqliteSession::run_script(std::string_view sql) { control(std::string(sql).c_str()); }

SqliteSession::Statement& SqliteSession::prepared(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return found->second;
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
  Statement statement{.handle{handle}};
  for (int index = 1; index <= sqlite3_bind_parameter_count(handle); ++index) {
    const auto number = number_of(handle, index);
    statement.places.resize(std::max(statement.places.size(), number));
    statement.places[number - 1] = index;
  }
  if (statements_.size() >= kMaxKeptStatements) {
    statements_.clear();
  }
  return statements_.emplace(sql, std::move(statement)).first->second;
}

void SqliteSession::bind(const Statement& statement, std::span<const Value> values) {
  if (statement.places.size() != values.size()) {
    throw Failure(FailureKind::defect,
                  fmt::format("A statement with {} parameters is given {} values.",
                              statement.places.size(), values.size()));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (statement.places[i] == 0) {
      throw Failure(FailureKind::defect, fmt::format("Parameter ${} does not occur.", i + 1));
    }
    if (const int code = std::visit(Binder(statement.handle.get(), statement.places[i]), values[i]);
        code != SQLITE_OK) {
      fail(code);
    }
  }
}

Rows SqliteSession::step_through(sqlite3_stmt& statement) {
  Rows rows;
  const int columns = sqlite3_column_count(&statement);
  for (int column = 0; column < columns; ++column) {
    rows.columns.emplace_back(sqlite3_column_name(&statement, column));
  }
  int code = sqlite3_step(&statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(&statement)) {
    for (int column = 0; column < columns; ++column) {
      rows.cells.push_back(cell_of(statement, column));
    }
  }
  if (code != SQLITE_DONE) {
    fail(code);
  }
  if (sqlite3_stmt_readonly(&statement) == 0) {
    rows.affected = sqlite3_changes64(connection_.get());
  }
  return rows;
}

void SqliteSession::control(const char* sql) {
  const int code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

void SqliteSession::fail(int code) {
  const auto reason = fmt::format(
      "SQLite refuses ({}): {}", code,
      connection_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection_.get()));
  has_failed_ = true;
  // On a full disk or a broken file SQLite rolls back the whole transaction, not only the
  // statement.
  if (is_begun_ && sqlite3_get_autocommit(connection_.get()) != 0) {
    throw TransactionLost(kind_of(code), reason, cause_of(code));
  }
  throw Failure(kind_of(code), reason, cause_of(code));
}

}  // namespace db
