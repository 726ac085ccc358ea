#include "support/postgres_databases.h"

#include <memory>
#include <sstream>
#include <stdexcept>

#include <libpq-fe.h>

#include "support/migrate.h"
#include "support/postgres_server.h"

namespace support {
namespace {

class Connection {
 public:
  explicit Connection(const std::string& url) : connection_(PQconnectdb(url.c_str()), PQfinish) {}

  // Returns the first value of the result, or "".
  std::string execute(const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection_.get(), sql.c_str()), PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      throw std::runtime_error(PQerrorMessage(connection_.get()));
    }
    return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
  }

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

// A hash of everything that a test may have changed except rows.
constexpr const char* kFingerprint =
    "SELECT md5(string_agg(fact, ';' ORDER BY fact)) FROM ("
    "SELECT concat_ws(' ', c.relname, c.relkind, c.reloptions, a.attname, a.atttypid, a.atttypmod, "
    "a.attnotnull, a.atthasdef) AS fact FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 "
    "UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace "
    "UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' "
    "UNION ALL SELECT concat_ws(' ', tgname, tgenabled) FROM pg_trigger "
    "UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "UNION ALL SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' "
    "UNION ALL SELECT setconfig::text FROM pg_db_role_setting WHERE setdatabase = "
    "(SELECT oid FROM pg_database WHERE datname = current_database()) "
    "UNION ALL SELECT m::text FROM schema_migrations m) AS facts";

// Returns statements that insert the rows which the migrations inserted.
std::string seeds_of(Connection& connection) {
  std::string seeds;
  const auto tables = connection.execute(
      "SELECT string_agg(quote_ident(tablename), ' ') "
      "FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'");
  std::istringstream names(tables);
  for (std::string table; names >> table;) {
    const auto rows =
        connection.execute("SELECT quote_literal(json_agg(t)::text) FROM " + table + " t");
    if (!rows.empty()) {
      seeds += "; INSERT INTO " + table + " SELECT * FROM json_populate_recordset(NULL::" + table +
               ", " + rows + ")";
    }
  }
  return seeds;
}

// Empties the database; false when its schema no longer has that fingerprint.
bool empty(const std::string& url, const std::string& fingerprint, const std::string& seeds) {
  Connection connection(url);
  connection.execute("SET lock_timeout = '10s'; SET client_min_messages = error");
  connection.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  if (connection.execute(kFingerprint) != fingerprint) {
    return false;
  }
  connection.execute(
      "TRUNCATE " +
      connection.execute("SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
                         "WHERE schemaname = 'public' AND tablename <> 'schema_migrations'") +
      " RESTART IDENTITY" + seeds);
  return true;
}

bool can_be_used_again(const std::string& url, const std::string& fingerprint,
                       const std::string& seeds) {
  try {
    return empty(url, fingerprint, seeds);
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

PostgresDatabases& PostgresDatabases::shared() {
  static PostgresDatabases databases;
  return databases;
}

PostgresDatabases::PostgresDatabases() : template_(PostgresServer::shared().create_database()) {
  const auto url = PostgresServer::shared().url(template_);
  migrate(url);
  Connection connection(url);
  fingerprint_ = connection.execute(kFingerprint);
  seeds_ = seeds_of(connection);
}

std::string PostgresDatabases::take() {
  if (spare_.empty()) {
    return PostgresServer::shared().create_database(template_);
  }
  auto name = std::move(spare_.back());
  spare_.pop_back();
  return name;
}

void PostgresDatabases::give_back(const std::string& name) {
  auto& server = PostgresServer::shared();
  if (can_be_used_again(server.url(name), fingerprint_, seeds_)) {
    spare_.push_back(name);
  } else {
    server.drop_database(name);
  }
}

}  // namespace support
