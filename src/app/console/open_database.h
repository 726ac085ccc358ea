// The database as commands use it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "app/console/console.h"
#include "app/settings/settings.h"
#include "base/error.h"
#include "base/log.h"
#include "db/migrations/migrations.h"
#include "db/open.h"

namespace app {

// Commands other than `serve` work sequentially.
inline constexpr int kCommandConnections = 2;
// One of their statements may take as long as it needs.
inline constexpr std::chrono::milliseconds kNoAnswerTimeout{0};
// They scan whole tables, which a larger cache makes several times faster.
inline constexpr int kCommandCacheKb = 64'000;

// Whether the shop's money is in CURRENCY, which is noted when there is none in it. Errors:
// invalid, with what to do; db::Failure is thrown.
base::Result<void> require_currency(db::Database& database, const Settings& settings);

// Opens DATABASE_URL and checks that its schema is this program's, and its money in CURRENCY.
// Errors as db::open, db::migration_status and require_currency; conflict: a migration is missing,
// with what to do.
base::Result<std::unique_ptr<db::Database>> open_migrated(const Settings& settings,
                                                          base::Logger& logger);

// Loads the settings, opens the database and runs `work`; reports what prevents it.
ExitCode with_database(Console& console, const std::function<ExitCode(db::Database&)>& work);

}  // namespace app
