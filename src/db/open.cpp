#include "db/open.h"

#include <fmt/format.h>

#include "db/postgres/postgres.h"
#include "db/postgres/session_rules.h"
#include "db/sqlite/sqlite.h"
#include "db/url.h"

namespace db {
namespace {

// Removes a password from an error: libpq's own messages never hold it, but a server's might.
std::string without(std::string text, const std::string& secret) {
  for (auto at = text.find(secret); !secret.empty() && at != text.npos; at = text.find(secret)) {
    text.replace(at, secret.size(), "…");
  }
  return text;
}

base::Result<std::unique_ptr<Database>> open_url(const PostgresUrl& url, const OpenOptions& options,
                                                 base::Logger& logger) {
  try {
    return open_postgres(url, options, postgres_limits(url, options), logger);
  } catch (const Unsuitable& unsuitable) {
    return base::invalid(unsuitable.what());
  } catch (const Failure& failure) {
    return base::fail(base::ErrorKind::unavailable,
                      fmt::format("The PostgreSQL of DATABASE_URL cannot be opened: {}",
                                  without(failure.what(), url.password)));
  }
}

base::Result<std::unique_ptr<Database>> open_url(const SqliteUrl& url, const OpenOptions& options,
                                                 base::Logger&) {
  try {
    return open_sqlite(url, options, sqlite_limits(options));
  } catch (const Failure& failure) {
    return base::fail(
        base::ErrorKind::unavailable,
        fmt::format("The file {} of DATABASE_URL cannot be opened: {}", url.path, failure.what()));
  }
}

}  // namespace

base::Result<std::unique_ptr<Database>> open(const OpenOptions& options, base::Logger& logger) {
  const auto url = parse_url(options.url);
  if (!url) {
    return std::unexpected(url.error());
  }
  return std::visit([&](const auto& parsed) { return open_url(parsed, options, logger); }, *url);
}

}  // namespace db
