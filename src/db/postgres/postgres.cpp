#include "db/postgres/postgres.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <libpq-fe.h>

#include "db/postgres/session.h"
#include "db/postgres/session_rules.h"

namespace db {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kStartPause{500};

class Postgres final : public Database {
 public:
  Postgres(const PostgresUrl& url, const OpenOptions& options, const PoolLimits& limits,
           base::Logger& logger)
      : connector_(url.parameters, options.answer_timeout, logger),
        pool_(sessions(connector_, options.connections), limits) {}

  Engine engine() const override { return Engine::postgres; }

 protected:
  void submit(Access access, std::unique_ptr<Job> job) override {
    pool_.submit(access, std::move(job));
  }

 private:
  static std::vector<std::unique_ptr<Session>> sessions(PostgresConnector& connector, int count) {
    std::vector<std::unique_ptr<Session>> made;
    made.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      made.push_back(std::make_unique<PostgresSession>(connector));
    }
    return made;
  }

  PostgresConnector connector_;
  Pool pool_;
};

// A local server shares the processors with Kram, which limits how many writers pay off.
bool is_on_this_machine(const PostgresUrl& url) {
  const auto host = url.parameters.value_of("host");
  return host.empty() || host.starts_with('/') || host == "localhost" || host == "::1" ||
         host.starts_with("127.");
}

// False for what waiting does not mend: a wrong password, a database that does not exist.
bool may_come_up(const PostgresParameters& parameters) {
  const auto status = PQpingParams(pointers_to(parameters.names).data(),
                                   pointers_to(parameters.values).data(), /*expand_dbname=*/0);
  return status == PQPING_REJECT || status == PQPING_NO_RESPONSE;
}

std::size_t local_writers() { return std::max(2U, std::thread::hardware_concurrency()); }

}  // namespace

PoolLimits postgres_limits(const PostgresUrl& url, const OpenOptions& options) {
  const auto all = static_cast<std::size_t>(options.connections);
  return {.group_jobs = 32,
          .group_time = std::chrono::milliseconds(10),
          .max_writers = is_on_this_machine(url) ? std::min(all, local_writers()) : all};
}

std::unique_ptr<Database> open_postgres(const PostgresUrl& url, const OpenOptions& options,
                                        const PoolLimits& limits, base::Logger& logger) {
  auto database = std::make_unique<Postgres>(url, options, limits, logger);
  const auto give_up = steady_clock::now() + options.wait_for_server;
  bool is_told = false;
  while (true) {
    try {
      database->read_blocking([](Tx& tx) { return tx.one<int>("SELECT 1"); });
      return database;
    } catch (const Unsuitable&) {
      throw;
    } catch (const Failure&) {
      if (steady_clock::now() >= give_up || !may_come_up(url.parameters)) {
        throw;
      }
    }
    if (!std::exchange(is_told, true)) {
      logger.warn("PostgreSQL may be starting: waiting up to {} s for it",
                  std::chrono::ceil<std::chrono::seconds>(options.wait_for_server).count());
    }
    std::this_thread::sleep_for(kStartPause);
  }
}

}  // namespace db
