#include "db/url.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/text.h"
#include "base/url.h"

namespace db {
namespace {

constexpr std::string_view kForms =
    "DATABASE_URL is postgresql://user:password@host:5432/database or sqlite:PATH";

constexpr std::string_view kEscapes =
    "special characters in a user name or password are written as %40 (@), %2F (/), %3A (:), "
    "%23 (#), %25 (%)";

std::unexpected<base::Error> refuse(std::string_view why) {
  return base::invalid(fmt::format("{}; {}.", kForms, why));
}

struct OptionsFreer {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// One for all hosts, or one for each; libpq takes its default for an empty one.
bool is_port(std::string_view text) {
  if (text.empty()) {
    return true;
  }
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

void add_default(PostgresParameters& parameters, const char* name, const char* value) {
  if (parameters.value_of(name).empty()) {
    parameters.names.emplace_back(name);
    parameters.values.emplace_back(value);
  }
}

void add_defaults(PostgresParameters& parameters) {
  add_default(parameters, "connect_timeout", "5");
  add_default(parameters, "tcp_user_timeout", "30000");
  add_default(parameters, "keepalives_idle", "10");
  add_default(parameters, "keepalives_interval", "5");
  add_default(parameters, "keepalives_count", "3");
  add_default(parameters, "client_encoding", "UTF8");
  if (parameters.value_of("host").contains(',')) {  // of several, the one that takes writes
    add_default(parameters, "target_session_attrs", "read-write");
  }
  add_default(parameters, "application_name", "kram");
}

base::Result<Url> parse_sqlite(std::string_view path) {
  if (path.empty()) {
    return refuse("the path is missing, as in sqlite:kram.db");
  }
  if (path.starts_with("//")) {
    return refuse(
        "the path of SQLite follows the colon at once, as in sqlite:/var/lib/kram/kram.db");
  }
  if (path == ":memory:" || path.starts_with("file:")) {
    return refuse("SQLite's database is a file, as in sqlite:kram.db");
  }
  if (path.contains('\0')) {
    return refuse("the path holds a NUL");
  }
  return SqliteUrl{std::string(path)};
}

base::Result<Url> check(PostgresUrl url) {
  const auto port = url.parameters.value_of("port");
  if (!std::ranges::all_of(base::split(port, ','), is_port)) {
    return refuse("the port is a number from 1 to 65535");
  }
  if (url.parameters.value_of("dbname").empty()) {
    return refuse("the name of the database is missing");
  }
  url.password = url.parameters.value_of("password");
  add_defaults(url.parameters);
  return url;
}

base::Result<Url> parse_postgres(const std::string& text) {
  if (base::has_stray_at(text)) {
    return refuse(kEscapes);
  }
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, OptionsFreer> options(
      PQconninfoParse(text.c_str(), &error));
  PQfreemem(error);  // it quotes the URL
  if (options == nullptr) {
    return refuse(kEscapes);
  }
  PostgresUrl url;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) {
      url.parameters.names.emplace_back(option->keyword);
      url.parameters.values.emplace_back(option->val);
    }
  }
  return check(std::move(url));
}

}  // namespace

base::Result<Url> parse_url(std::string_view text) {
  constexpr std::string_view sqlite = "sqlite:";
  if (text.starts_with(sqlite)) {
    return parse_sqlite(text.substr(sqlite.size()));
  }
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
    return text.contains('\0') ? refuse("it holds a NUL") : parse_postgres(std::string(text));
  }
  return refuse(text.empty() ? "it is empty" : "it begins differently");
}

}  // namespace db
