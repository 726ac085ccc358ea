// Schedules of payments, blocks, reorganisations, replacements, faulty backends and kills, each of
// which must end with the money that its chain says.
//
// The seeds are fixed. KRAM_SIMULATION_SEED=N runs the schedule N alone, KRAM_SIMULATION_FIRST=N
// and KRAM_SIMULATION_COUNT=N run others and more of them, as `make soak` does.
#include <boost/mp11/list.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <gmock/gmock.h>

#include "db/migrations/migrations.h"
#include "db/open.h"
#include "support/postgres_databases.h"
#include "support/postgres_server.h"
#include "support/temporary_directory.h"
#include "watcher/simulation/schedules.h"
#include "watcher/simulation/world.h"

namespace simulation {
namespace {

namespace fs = std::filesystem;

// A short schedule that has a step of each kind.
constexpr std::uint64_t kSeedOfEveryStep = 49'274;
// Each known or planted defect fails at least one of the first 200 schedules.
constexpr std::uint64_t kSchedulesOnSqlite = 400;
constexpr std::uint64_t kSchedulesOnPostgres = 30;

std::optional<std::uint64_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  std::uint64_t number = 0;
  const std::string_view digits = text == nullptr ? "" : text;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return !digits.empty() && read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

Report run(std::uint64_t count, const Place& place) {
  if (const auto seed = number_in("KRAM_SIMULATION_SEED")) {
    return run_schedules(*seed, 1, place);
  }
  return run_schedules(number_in("KRAM_SIMULATION_FIRST").value_or(1),
                       number_in("KRAM_SIMULATION_COUNT").value_or(count), place);
}

// In /dev/shm where there is one: a kill leaves the same state, without waits for the disk.
class SqliteFiles {
 public:
  SqliteFiles() {
    base::Logger logger;
    const auto database = db::open({.url = url(migrated())}, logger).value();
    db::migrate(*database, base::SystemClock()).value();
  }

  Place place() {
    return {.take = [this] { return take(); },
            .give_back = [this](const auto& url) { remove(url); }};
  }

 private:
  static fs::path parent() {
    const fs::path memory = "/dev/shm";
    return fs::exists(memory) ? memory : fs::temp_directory_path();
  }
  static std::string url(const fs::path& file) { return "sqlite:" + file.native(); }
  fs::path migrated() const { return directory_.path() / "migrated.db"; }

  std::string take() {
    const auto file = directory_.path() / (std::to_string(++count_) + ".db");
    fs::copy_file(migrated(), file);
    return url(file);
  }
  void remove(const std::string& url) {
    for (const auto* suffix : {"", "-wal", "-shm"}) {
      fs::remove(url.substr(url.find(':') + 1) + suffix);
    }
  }

  support::TemporaryDirectory directory_{parent()};
  int count_ = 0;
};

TEST(Simulation, EndsWithTheMoneyThatTheChainSaysOnSqlite) {
  SqliteFiles files;
  const auto report = run(kSchedulesOnSqlite, files.place());
  EXPECT_THAT(report.failures, testing::IsEmpty());
}

TEST(Simulation, EndsWithTheMoneyThatTheChainSaysOnPostgres) {
  std::map<std::string, std::string> names;
  const Place place{.take =
                        [&] {
                          const auto name = support::PostgresDatabases::shared().take();
                          const auto url = support::PostgresServer::shared().url(name);
                          names[url] = name;
                          return url;
                        },
                    .give_back =
                        [&](const std::string& url) {
                          support::PostgresDatabases::shared().give_back(names.at(url));
                        }};
  const auto report = run(kSchedulesOnPostgres, place);
  EXPECT_THAT(report.failures, testing::IsEmpty());
}

TEST(Simulation, KillsAtEachMomentOfEveryStep) {
  std::set<StepKind> kinds;
  for (const Step& step : make_steps(kSeedOfEveryStep)) {
    kinds.insert(step.kind);
  }
  using Kinds = boost::describe::describe_enumerators<StepKind>;
  EXPECT_THAT(kinds, testing::SizeIs(boost::mp11::mp_size<Kinds>::value));
}

TEST(Simulation, SurvivesAKillAtEachMomentOfASchedule) {
  SqliteFiles files;
  const auto report = kill_at_each_moment(
      number_in("KRAM_SIMULATION_SEED").value_or(kSeedOfEveryStep), files.place());
  EXPECT_THAT(report.failures, testing::IsEmpty());
  EXPECT_GT(report.kills, 100);
}

}  // namespace
}  // namespace simulation
