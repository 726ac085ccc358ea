#include "db/postgres/pipeline.h"

#include <chrono>

#include <fmt/format.h>
#include <poll.h>

#include "db/core/digest.h"
#include "db/core/encoding.h"
#include "db/postgres/result.h"
#include "db/postgres/session_rules.h"

namespace db {
namespace {

constexpr std::size_t kMaxKeptStatements = 1000;

// A name that says what the statement is: behind a pooler one may be there already, made by another
// process of the shop, and must be the same.
std::string name_of(std::string_view sql) { return "kram_" + sha256_hex(sql).substr(0, 32); }

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

[[noreturn]] void fail_connect(PGconn* connection) {
  std::string reason = connection == nullptr ? "out of memory" : PQerrorMessage(connection);
  while (reason.ends_with('\n')) {
    reason.pop_back();
  }
  throw Failure(FailureKind::unavailable, reason);
}

}  // namespace

PostgresPipeline::PostgresPipeline(const PostgresParameters& parameters, const Options& options)
    : connection_(PQconnectdbParams(pointers_to(parameters.names).data(),
                                    pointers_to(parameters.values).data(), /*expand_dbname=*/0)),
      options_(options) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    fail_connect(connection_.get());
  }
  PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
  options_.is_shared = check_session(*connection_) || options_.is_shared;
  if (!options_.is_shared) {
    const auto settings = settings_statement(SettingsScope::session, options_.answer_timeout);
    const Result setup(PQexec(connection_.get(), settings.c_str()));
    if (PQresultStatus(setup.get()) != PGRES_TUPLES_OK) {
      fail_connect(connection_.get());
    }
  }
  if (PQsetnonblocking(connection_.get(), 1) != 0 || PQenterPipelineMode(connection_.get()) == 0) {
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
// as the connection lives, and texts that are put together from filters have no end. Behind a
// pooler the next transaction may meet another session, so none is kept there.
PostgresPipeline::Statement* PostgresPipeline::kept_statement(std::string_view sql) {
  if (options_.is_shared) {
    return nullptr;
  }
  const auto found = statements_.find(sql);
  if (found != statements_.end()) {
    return &found->second;
  }
  if (statements_.size() >= kMaxKeptStatements) {
    return nullptr;
  }
  return &statements_.emplace(sql, Statement{.name = name_of(sql)}).first->second;
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
  await(Wait::until_sent);
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
  await(Wait::until_answered);
  Result result(PQgetResult(connection_.get()));
  if (result == nullptr || PQstatus(connection_.get()) != CONNECTION_OK) {
    const bool has_reason =
        result != nullptr && PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) != nullptr;
    has_reason ? lose(to_failure(*result)) : lose();
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
    options_.is_shared = options_.is_shared || shows_sharing(result);
    lose(to_failure(result));
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

// Neither a server that hangs nor a network that swallows everything is waited for without end.
void PostgresPipeline::await(Wait what) {
  const auto timeout = options_.answer_timeout;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (true) {
    const int unsent = PQflush(connection_.get());
    require(unsent >= 0);
    if (unsent == 0 && (what == Wait::until_sent || PQisBusy(connection_.get()) == 0)) {
      return;
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd socket{.fd = PQsocket(connection_.get()),
                  .events = static_cast<short>(unsent == 0 ? POLLIN : POLLIN | POLLOUT),
                  .revents = 0};
    const int ready = poll(&socket, 1, timeout.count() == 0 ? -1 : static_cast<int>(left.count()));
    if (ready == 0 || (timeout.count() != 0 && left.count() <= 0)) {
      lose({FailureKind::unavailable,
            fmt::format("PostgreSQL has not answered for {} ms.", timeout.count())});
    }
    if (PQconsumeInput(connection_.get()) == 0) {
      return;  // what came before the end may say why
    }
  }
}

void PostgresPipeline::lose() {
  lose({FailureKind::unavailable, "The connection to PostgreSQL is lost."});
}

void PostgresPipeline::lose(const Failure& why) {
  usable_ = false;
  throw Failure(FailureKind::unavailable, why.what(), why.cause());
}

}  // namespace db
