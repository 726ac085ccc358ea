#include "app/doctor/doctor.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "app/console/console.h"
#include "db/migrations/migrations.h"
#include "db/open.h"
#include "shop/settings/stored_settings.h"

namespace app {
namespace {

constexpr std::uintmax_t kLeastFreeBytes = 200'000'000;

constexpr std::string_view kSqlite = "sqlite:";

std::filesystem::path directory_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

// Whether there is a database to be opened: opening would make a SQLite file.
bool is_there(std::string_view url) {
  return !url.empty() &&
         (!url.starts_with(kSqlite) || std::filesystem::exists(url.substr(kSqlite.size())));
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

// Nothing when it is not there, or cannot be looked at.
std::optional<Finding> examine_mode(std::string_view subject, const std::filesystem::path& file,
                                    const std::filesystem::path& directory) {
  using std::filesystem::perms;
  std::error_code error;
  const auto mode = std::filesystem::status(directory / file, error).permissions();
  if (file.empty() || error || mode == perms::unknown) {
    return std::nullopt;
  }
  if ((mode & (perms::others_read | perms::others_write)) == perms::none) {
    return right(subject, file.native() + " is private");
  }
  return wrong(subject,
               fmt::format("{0} can be read by every user; run `chmod 600 {0}`", file.native()));
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
  const auto* const mark = finding.is_advice ? "⚠" : finding.is_right ? "✓" : "✗";
  return fmt::format("{} {}: {}", mark, finding.subject, one_line(finding.text));
}

Finding right(std::string_view subject, std::string text) {
  return {.is_right = true, .subject = std::string(subject), .text = std::move(text)};
}

Finding wrong(std::string_view subject, std::string text) {
  return {.is_right = false, .subject = std::string(subject), .text = std::move(text)};
}

Finding advice(std::string_view subject, std::string text) {
  return {.is_right = true,
          .subject = std::string(subject),
          .text = std::move(text),
          .is_advice = true};
}

std::vector<Finding> examine_database(const Settings& settings) {
  const std::string_view url = settings.database_url;
  if (!is_there(url)) {
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
    std::vector findings{right("database", fmt::format("{} answers", engine)),
                         examine_schema(**database)};
    if (findings.back().is_right) {
      std::ranges::move(examine_books(**database, settings), std::back_inserter(findings));
    }
    return findings;
  } catch (const db::Failure& failure) {
    return {wrong("database", failure.what())};
  }
}

Settings with_settings_of_chat(Settings settings) {
  if (!is_there(settings.database_url)) {
    return settings;
  }
  base::Logger logger;
  try {
    const auto database = db::open({.url = settings.database_url, .connections = 1}, logger);
    if (database && examine_schema(**database).is_right) {
      shop::OwnerSettings& values = settings;
      values = shop::with_stored(values, (*database)->read_blocking(shop::stored_settings),
                                 settings.locked);
    }
  } catch (const db::Failure&) {
    // examine_database says what is wrong with it.
  }
  return settings;
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
  return {
      advice("payments",
             "customers have no way to pay: say in /admin, Settings, how they pay by BLIK or bank "
             "transfer, or set STARS_PER_UNIT, or BTC_XPUB or LTC_XPUB with its backend")};
}

std::vector<Finding> examine_roles(const Settings& settings) {
  const auto missing = missing_settings(settings, Roles::all());
  if (missing.empty()) {
    return {right("settings", "all that `kram serve` needs is set")};
  }
  std::vector<Finding> findings;
  for (const auto& setting : missing) {
    findings.push_back(wrong("settings", setting.message));
  }
  return findings;
}

std::vector<Finding> examine_privacy(const Settings& settings,
                                     const std::filesystem::path& directory) {
  std::vector<Finding> findings;
  const auto add = [&](std::string_view subject, const std::filesystem::path& file) {
    if (auto finding = examine_mode(subject, file, directory)) {
      findings.push_back(*std::move(finding));
    }
  };
  add(".env", ".env");
  if (const std::string_view url = settings.database_url; url.starts_with(kSqlite)) {
    const std::string file(url.substr(kSqlite.size()));
    for (const auto* const suffix : {"", "-wal", "-shm"}) {
      add("database file", file + suffix);
    }
  }
  add("log file", settings.log_file);
  return findings;
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
