#include "app/doctor/doctor.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "app/console/console.h"
#include "db/migrations/migrations.h"
#include "db/open.h"

namespace app {
namespace {

constexpr std::uintmax_t kLeastFreeBytes = 200'000'000;

constexpr std::string_view kSqlite = "sqlite:";

std::filesystem::path directory_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

// A SQLite file that is not there yet is not made by looking for it.
Finding examine_missing_file(const std::filesystem::path& file) {
  const auto directory = directory_of(file);
  if (!std::filesystem::is_directory(directory)) {
    return wrong("database", fmt::format("the directory {} of DATABASE_URL does not exist; make it",
                                         directory.native()));
  }
  return right("database",
               fmt::format("{} is not there yet; `kram serve` makes it", file.native()));
}

Finding examine_schema(db::Database& database) {
  const auto status = db::migration_status(database);
  if (!status) {
    return wrong("schema", status.error().message);
  }
  const auto missing = std::ranges::count(*status, false, &db::MigrationStatus::applied);
  if (missing > 0) {
    return wrong("schema", fmt::format("{} of {} migrations are missing; run `kram migrate` (or "
                                       "`kram serve`, which does it too)",
                                       missing, status->size()));
  }
  return right("schema", fmt::format("all {} migrations are applied", status->size()));
}

}  // namespace

std::string to_line(const Finding& finding) {
  return fmt::format("{} {}: {}", finding.is_right ? "✓" : "✗", finding.subject,
                     one_line(finding.text));
}

Finding right(std::string_view subject, std::string text) {
  return {.is_right = true, .subject = std::string(subject), .text = std::move(text)};
}

Finding wrong(std::string_view subject, std::string text) {
  return {.is_right = false, .subject = std::string(subject), .text = std::move(text)};
}

std::vector<Finding> examine_database(const Settings& settings) {
  const std::string_view url = settings.database_url;
  if (url.starts_with(kSqlite) && !std::filesystem::exists(url.substr(kSqlite.size()))) {
    return {examine_missing_file(url.substr(kSqlite.size()))};
  }
  base::Logger logger;
  try {
    const auto database = db::open({.url = settings.database_url, .connections = 1}, logger);
    if (!database) {
      return {wrong("database", database.error().message)};
    }
    const auto* const engine =
        (*database)->engine() == db::Engine::postgres ? "PostgreSQL" : "SQLite";
    return {right("database", fmt::format("{} answers", engine)), examine_schema(**database)};
  } catch (const db::Failure& failure) {
    return {wrong("database", failure.what())};
  }
}

std::vector<Finding> examine_coins(const Settings& settings) {
  std::vector<Finding> findings;
  for (const auto& [id, coin] : settings.coins) {
    if (const auto& account = coin.account) {
      findings.push_back(right(
          code_of(account->coin()),
          fmt::format("{} on network {}; compare with your wallet's first addresses: {} {} {}",
                      name_of(account->type()), name_of(account->network()), account->address(0),
                      account->address(1), account->address(2))));
    }
  }
  return findings;
}

std::vector<Finding> examine_ways_to_pay(const Settings& settings) {
  const bool has_coin = std::ranges::any_of(
      settings.coins, [](const auto& coin) { return coin.second.account.has_value(); });
  if (has_coin || !settings.instructions.empty() || settings.stars_per_unit) {
    return {};
  }
  return {wrong("payments",
                "customers have no way to pay; set BLIK_INSTRUCTIONS, BANK_INSTRUCTIONS, "
                "STARS_PER_UNIT, or BTC_XPUB or LTC_XPUB with its backend")};
}

Finding examine_roles(const Settings& settings) {
  const auto needed = require_settings(settings, Roles::all());
  return needed ? right("settings", "all that `kram serve` needs is set")
                : wrong("settings", needed.error().message);
}

Finding examine_log_file(const Settings& settings) {
  const bool was_there = std::filesystem::exists(settings.log_file);
  const bool is_writable = std::ofstream(settings.log_file, std::ios::app).is_open();
  if (is_writable && !was_there) {
    std::error_code ignored;
    std::filesystem::remove(settings.log_file, ignored);
  }
  return is_writable ? right("log file", settings.log_file + " can be written")
                     : wrong("log file", settings.log_file +
                                             " cannot be written; give this user the directory or "
                                             "set LOG_FILE to another path");
}

Finding examine_disk(const Settings& settings) {
  const std::string_view url = settings.database_url;
  const auto directory = directory_of(
      url.starts_with(kSqlite) ? std::string(url.substr(kSqlite.size())) : settings.log_file);
  std::error_code error;
  const auto space = std::filesystem::space(directory, error);
  if (error) {
    return wrong("disk",
                 fmt::format("{} cannot be examined: {}", directory.string(), error.message()));
  }
  const auto text =
      fmt::format("{} MB are free in {}", space.available / 1'000'000, directory.string());
  return space.available >= kLeastFreeBytes
             ? right("disk", text)
             : wrong("disk", text + "; free at least 200 MB, or sales stop when it is full");
}

}  // namespace app
