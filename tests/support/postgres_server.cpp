#include "support/postgres_server.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {
namespace {

constexpr const char* kBin = "/usr/lib/postgresql/15/bin/";

// Runs `words` as user postgres when we are root; the child ends when the calling thread does.
pid_t spawn(std::vector<std::string> words, const std::string& log) {
  std::vector<std::string> command = {"setpriv", "--pdeathsig", "INT"};
  if (geteuid() == 0) {
    command.insert(command.end(), {"--reuid=postgres", "--regid=postgres", "--clear-groups"});
  }
  command.emplace_back("--");
  command.insert(command.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (auto& word : command) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0644);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, "setpriv", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error("setpriv (package util-linux) cannot be started");
  }
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

bool ends_within(pid_t pid, std::chrono::milliseconds time) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  pollfd end{.fd = handle, .events = POLLIN, .revents = 0};
  const bool has_ended = poll(&end, 1, static_cast<int>(time.count())) > 0;
  close(handle);
  return has_ended;
}

std::string content_of(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void run(std::vector<std::string> words, const std::string& log) {
  if (wait_for(spawn(std::move(words), log)) != 0) {
    throw std::runtime_error(content_of(log));
  }
}

// By making one: PQping is content with any answer, also of a server that is still recovering.
bool takes_connections(const std::string& url) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  return PQstatus(connection.get()) == CONNECTION_OK;
}

void execute(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

}  // namespace

PostgresServer::PostgresServer(Durability durability) : durability_(durability) {
  if (geteuid() == 0) {
    run({"true"}, directory_.path() / "log");  // fails early when there is no user postgres
    std::filesystem::permissions(directory_.path(), std::filesystem::perms::all);
  }
  run({std::string(kBin) + "initdb", "--pgdata", directory_.path() / "data", "--username",
       "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"},
      directory_.path() / "log");
  std::ofstream(directory_.path() / "data" / "pg_hba.conf")
      << "local all guarded scram-sha-256\nlocal all all trust\n";
  start();
}

PostgresServer::~PostgresServer() {
  if (pid_ != 0) {
    ::kill(pid_, SIGQUIT);
    wait_for(pid_);
  }
}

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

void PostgresServer::start() {
  std::vector<std::string> words = {std::string(kBin) + "postgres",
                                    "-D",
                                    directory_.path() / "data",
                                    "-c",
                                    "listen_addresses=",
                                    "-c",
                                    "unix_socket_directories=" + directory_.path().native(),
                                    "-c",
                                    "max_connections=200"};
  if (durability_ == Durability::none) {
    for (const auto* setting : {"shared_buffers=64MB", "autovacuum=off", "fsync=off",
                                "full_page_writes=off", "synchronous_commit=off"}) {
      words.insert(words.end(), {"-c", setting});
    }
  }
  pid_ = spawn(std::move(words), directory_.path() / "log");
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!takes_connections(url("postgres"))) {
    if (ends_within(pid_, std::chrono::milliseconds(10)) ||
        std::chrono::steady_clock::now() > give_up) {
      throw std::runtime_error(content_of(directory_.path() / "log"));
    }
  }
}

void PostgresServer::kill() {
  // SIGQUIT ends the postmaster and its children at once.
  ::kill(pid_, SIGQUIT);
  wait_for(pid_);
  pid_ = 0;
}

std::string PostgresServer::url(const std::string& name) const {
  std::string host;
  for (const char c : directory_.path().native()) {
    host += c == '/' ? "%2F" : std::string(1, c);
  }
  return fmt::format("postgresql://postgres@/{}?host={}", name, host);
}

std::string PostgresServer::create_database() { return create_database("template1"); }

std::string PostgresServer::create_database(const std::string& template_name) {
  auto name = fmt::format("test{}", ++databases_);
  execute(url("postgres"), fmt::format("CREATE DATABASE {} TEMPLATE {}", name, template_name));
  return name;
}

void PostgresServer::run_sql(const std::string& sql) const { execute(url("postgres"), sql); }

void PostgresServer::drop_database(const std::string& name) {
  execute(url("postgres"), fmt::format("DROP DATABASE {} WITH (FORCE)", name));
}

}  // namespace support
