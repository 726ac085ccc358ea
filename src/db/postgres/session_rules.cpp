#include "db/postgres/session_rules.h"

#include <array>
#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"

namespace db {
namespace {

constexpr int kOldestVersion = 12;

struct ResultClearer {
  void operator()(PGresult* result) const { PQclear(result); }
};

struct SessionSetting {
  std::string_view name;
  std::string_view value;
};

constexpr auto kSettings = std::to_array<SessionSetting>({
    {"TimeZone", "UTC"},
    {"DateStyle", "ISO"},
    {"client_encoding", "UTF8"},
    {"standard_conforming_strings", "on"},
    {"jit", "off"},  // no plan is worth compiling
    {"lock_timeout", "10s"},
    {"client_min_messages", "error"},
});

void check_version(std::string_view version) {
  int number = 0;
  for (const char c :
       version.substr(0, version.size() - std::min<std::size_t>(4, version.size()))) {
    number = number * 10 + (c - '0');
  }
  if (number < kOldestVersion) {
    throw Unsuitable(
        fmt::format("The PostgreSQL of DATABASE_URL is version {}; Kram needs {} or "
                    "newer.",
                    number, kOldestVersion));
  }
}

void check_encoding(std::string_view encoding) {
  if (encoding != "UTF8") {
    throw Unsuitable(fmt::format(
        "The PostgreSQL database of DATABASE_URL stores text as {}, which cannot hold every name; "
        "make one that stores UTF8 (createdb --encoding=UTF8 --template=template0 NAME), bring the "
        "data over with pg_dump, and name it in DATABASE_URL.",
        encoding));
  }
}

}  // namespace

bool check_session(PGconn& connection) {
  const std::unique_ptr<PGresult, ResultClearer> result(
      PQexec(&connection,
             "SELECT pg_backend_pid(), current_setting('server_version_num'), "
             "current_setting('server_encoding')"));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
    throw Failure(FailureKind::unavailable, std::string(base::trim(PQerrorMessage(&connection))));
  }
  check_version(PQgetvalue(result.get(), 0, 1));
  check_encoding(PQgetvalue(result.get(), 0, 2));
  // A pooler answers the connection itself, with a number of its own.
  return std::to_string(PQbackendPID(&connection)) != PQgetvalue(result.get(), 0, 0);
}

std::string settings_statement(SettingsScope scope, std::chrono::milliseconds answer_timeout) {
  const auto* const is_local = scope == SettingsScope::transaction ? "true" : "false";
  std::string sql = "SELECT ";
  for (const auto& setting : kSettings) {
    sql += fmt::format("set_config('{}', '{}', {}), ", setting.name, setting.value, is_local);
  }
  // The server gives up first, so that what nobody waits for does not go on.
  const auto timeout = answer_timeout.count() == 0
                           ? "current_setting('statement_timeout')"
                           : fmt::format("'{}'", answer_timeout.count() * 5 / 6);
  return sql + fmt::format("set_config('statement_timeout', {}, {})", timeout, is_local);
}

}  // namespace db
