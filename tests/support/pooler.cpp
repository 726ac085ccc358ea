#include "support/pooler.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

namespace support {
namespace {

// PgBouncer refuses to run as root.
Program::Start start_of(const std::filesystem::path& directory, const PostgresServer& server,
                        int sessions) {
  std::filesystem::permissions(directory, std::filesystem::perms::all);
  std::ofstream(directory / "pooler.ini") << fmt::format(
      "[databases]\n* = host={} user=postgres\n[pgbouncer]\nlisten_port = 6432\n"
      "unix_socket_dir = {}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = {}\n",
      server.socket_directory(), directory.native(), sessions);
  Program::Start start{.path = "/usr/bin/setpriv", .arguments = {"--pdeathsig", "KILL"}};
  if (geteuid() == 0) {
    for (const auto* word : {"--reuid=postgres", "--regid=postgres", "--clear-groups"}) {
      start.arguments.emplace_back(word);
    }
  }
  start.arguments.insert(start.arguments.end(),
                         {"--", "/usr/sbin/pgbouncer", directory / "pooler.ini"});
  start.directory = directory;
  return start;
}

}  // namespace

Pooler::Pooler(const PostgresServer& server, int sessions)
    : program_(start_of(directory_.path(), server, sessions)) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (PQping(url("postgres").c_str()) != PQPING_OK) {
    if (program_.has_ended_within(std::chrono::milliseconds(10)) ||
        std::chrono::steady_clock::now() > give_up) {
      throw std::runtime_error("PgBouncer does not start: " + program_.errors());
    }
  }
}

std::string Pooler::url(const std::string& name) const {
  return fmt::format("postgresql://postgres@/{}?host={}&port=6432", name,
                     directory_.path().native());
}

}  // namespace support
