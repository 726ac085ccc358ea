#include "db/postgres/pipeline.h"

#include <array>

#include <fmt/format.h>

#include "db/core/encoding.h"
#include "db/postgres/result.h"

namespace db {
namespace {

constexpr std::size_t kMaxKeptStatements = 1000;

// What every session of Kram relies on: times in UTC, no plan that compiles, no endless wait.
constexpr const char* kSessionSetup =
    "SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET client_encoding = 'UTF8'; SET jit = off; "
    "SET lock_timeout = '10s'; SET client_min_messages = error";

// Text forms of the parameters, which live as long as this.
class EncodedParameters {
 public:
  explicit EncodedParameters(std::span<const Value> values) : texts_(values.size()) {
    pointers_.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      pointers_.push_back(encode(values[i], texts_[i]));
    }
  }
  const char* const* data() const { return pointers_.data(); }
  int size() const { return static_cast<int>(pointers_.size()); }

 private:
  static const char* encode(const Value& value, std::string& text) {
    return std::visit([&](const auto& v) { return encode_as(v, text); }, value);
  }
  static const char* encode_as(std::monostate, std::string&) { return nullptr; }
  static const char* encode_as(bool value, std::string&) { return value ? "t" : "f"; }
  static const char* encode_as(const std::string& value, std::string&) {
    return storable(value).c_str();
  }
  static const char* encode_as(std::int64_t value, std::string& text) {
    return (text = std::to_string(value)).c_str();
  }
  static const char* encode_as(base::Money value, std::string& text) {
    return (text = value.decimal()).c_str();
  }
  static const char* encode_as(base::Timestamp value, std::string& text) {
    return (text = fixed_width(value)).c_str();
  }
  static const char* encode_as(base::Coordinate value, std::string& text) {
    return (text = value.decimal()).c_str();
  }

  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const auto& text : texts) {
    pointers.push_back(text.c_str());
  }
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void fail_connect(PGconn* connection) {
  std::string reason = connection == nullptr ? "out of memory" : PQerrorMessage(connection);
  while (reason.ends_with('\n')) {
    reason.pop_back();
  }
  throw Failure(FailureKind::unavailable, reason);
}

}  // namespace

PostgresPipeline::PostgresPipeline(const PostgresParameters& parameters)
    : connection_(PQconnectdbParams(pointers_to(parameters.names).data(),
                                    pointers_to(parameters.values).data(), /*expand_dbname=*/0)) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    fail_connect(connection_.get());
  }
  PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
  const Result setup(PQexec(connection_.get(), kSessionSetup));
  if (PQresultStatus(setup.get()) != PGRES_COMMAND_OK ||
      PQenterPipelineMode(connection_.get()) == 0) {
    fail_connect(connection_.get());
  }
}

void PostgresPipeline::send(std::string_view sql, std::span<const Value> values, int stage) {
  const EncodedParameters parameters(values);
  auto* statement = kept_statement(sql);
  if (statement != nullptr && !statement->is_prepared) {
    prepare(*statement, sql, stage);  // goes out with the statement: no round trip of its own
  }
  require(statement == nullptr
              ? PQsendQueryParams(connection_.get(), std::string(sql).c_str(), parameters.size(),
                                  nullptr, parameters.data(), nullptr, nullptr, 0)
              : PQsendQueryPrepared(connection_.get(), statement->name.c_str(), parameters.size(),
                                    parameters.data(), nullptr, nullptr, 0));
  outstanding_.push_back({.kind = Kind::execute, .statement = statement, .stage = stage});
}

// Null when so many are kept that this one is used once: each costs the server memory for as long
// as the connection lives, and texts that are put together from filters have no end.
PostgresPipeline::Statement* PostgresPipeline::kept_statement(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) {
    return &found->second;
  }
  if (statements_.size() >= kMaxKeptStatements) {
    return nullptr;
  }
  const auto name = fmt::format("s{}", statements_.size());
  return &statements_.emplace(sql, Statement{.name = name}).first->second;
}

void PostgresPipeline::prepare(Statement& statement, std::string_view sql, int stage) {
  require(PQsendPrepare(connection_.get(), statement.name.c_str(), std::string(sql).c_str(), 0,
                        nullptr));
  statement.is_prepared = true;  // so that the next in the pipeline does not prepare it again
  outstanding_.push_back({.kind = Kind::prepare, .statement = &statement, .stage = stage});
}

void PostgresPipeline::sync() {
  require(PQpipelineSync(connection_.get()));
  outstanding_.push_back({.kind = Kind::sync});
}

// Answers come in the order of what was sent, one for each item: also for those that the server
// passes over behind a failure. All are read, up to the sync that ends them, or the next reader
// would take them for its own.
PostgresPipeline::Answer PostgresPipeline::receive() {
  sync();
  Rows rows;
  std::optional<Refusal> refusal;
  while (!outstanding_.empty()) {
    const auto item = outstanding_.front();
    const auto result = next_result(item.kind);
    outstanding_.pop_front();
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC) {
      note_failure(item, *result, refusal);
    } else if (item.kind == Kind::execute && outstanding_.size() == 1) {
      rows = to_rows(*result);  // only the sync is behind it: the statement that is waited for
    }
  }
  if (refusal) {
    return std::unexpected(std::move(*refusal));
  }
  return rows;
}

PostgresPipeline::Result PostgresPipeline::next_result(Kind kind) {
  Result result(PQgetResult(connection_.get()));
  if (result == nullptr || PQstatus(connection_.get()) != CONNECTION_OK) {
    lose();
  }
  if (kind != Kind::sync) {
    // A null stands behind the answer to each statement.
    require(PQgetResult(connection_.get()) == nullptr);
  }
  return result;
}

void PostgresPipeline::note_failure(const Outstanding& item, const PGresult& result,
                                    std::optional<Refusal>& refusal) {
  if (item.kind == Kind::prepare) {
    item.statement->is_prepared = false;  // refused or passed over: the server does not know it
  }
  if (PQresultStatus(&result) == PGRES_PIPELINE_ABORTED) {
    return;  // only the first failure is a reason; this one was never run
  }
  if (ends_connection(result)) {
    lose();
  }
  if (!item.is_forgotten && !refusal) {
    refusal.emplace(to_failure(result), item.stage);
  }
}

void PostgresPipeline::forget_outstanding() {
  for (auto& item : outstanding_) {
    item.is_forgotten = true;
  }
}

// Several statements in one text go by the simple protocol only, which a pipeline does not speak.
std::expected<void, Failure> PostgresPipeline::run_script(const std::string& sql) {
  require(PQexitPipelineMode(connection_.get()));
  const Result result(PQexec(connection_.get(), sql.c_str()));
  require(PQstatus(connection_.get()) == CONNECTION_OK);
  require(PQenterPipelineMode(connection_.get()));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    return std::unexpected(to_failure(*result));
  }
  return {};
}

void PostgresPipeline::require(bool done) {
  if (!done) {
    lose();
  }
}

void PostgresPipeline::lose() {
  usable_ = false;
  throw Failure(FailureKind::unavailable, "The connection to PostgreSQL is lost.");
}

}  // namespace db
