#include "db/sqlite/sqlite.h"

#include "db/sqlite/session.h"

namespace db {
namespace {

constexpr int kReaders = 4;

class Sqlite final : public Database {
 public:
  Sqlite(const std::string& path, const OpenOptions& options, const PoolLimits& limits)
      : writer_(sessions(path, Access::write, 1, options), limits),
        readers_(sessions(path, Access::read, kReaders, options), limits) {}

  Engine engine() const override { return Engine::sqlite; }

 protected:
  void submit(Access access, std::unique_ptr<Job> job) override {
    (access == Access::write ? writer_ : readers_).submit(access, std::move(job));
  }

 private:
  static std::vector<std::unique_ptr<Session>> sessions(const std::string& path, Access access,
                                                        int count, const OpenOptions& options) {
    std::vector<std::unique_ptr<Session>> made;
    made.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      made.push_back(std::make_unique<SqliteSession>(path, access, options));
    }
    return made;
  }

  Pool writer_;
  Pool readers_;
};

}  // namespace

PoolLimits sqlite_limits(const OpenOptions& options) {
  return {.group_jobs = 256,
          .group_time = std::chrono::milliseconds(20),
          .patience = std::chrono::milliseconds(options.busy_timeout_ms)};
}

std::unique_ptr<Database> open_sqlite(const SqliteUrl& url, const OpenOptions& options,
                                      const PoolLimits& limits) {
  return std::make_unique<Sqlite>(url.path, options, limits);
}

}  // namespace db
