#include "support/program.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {
namespace {

constexpr std::chrono::milliseconds kLookEvery{20};

// Limits the freed memory that AddressSanitizer keeps, which would count in the peak.
constexpr const char* kSanitizerOptions = "quarantine_size_mb=1:thread_local_quarantine_size_kb=64";

std::vector<std::string> environment_of(const Program::Start& start) {
  std::vector<std::string> texts{std::string("ASAN_OPTIONS=") + kSanitizerOptions};
  if (const char* const path = std::getenv("PATH")) {
    texts.push_back(std::string("PATH=") + path);
  }
  for (const auto& [name, value] : start.environment) {
    texts.push_back(fmt::format("{}={}", name, value));
  }
  return texts;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers(texts.size() + 1, nullptr);
  std::ranges::transform(texts, pointers.begin(), [](std::string& text) { return text.data(); });
  return pointers;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int exit_code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Not from getrusage, which would include the peak of the test itself.
int peak_memory_kb_of(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) {
      return std::stoi(line.substr(line.find_first_of("0123456789")));
    }
  }
  return 0;
}

}  // namespace

Program::Program(const Start& start) {
  std::ofstream(files_.path() / "in", std::ios::binary) << start.input;
  std::vector<std::string> words{start.path};
  words.insert(words.end(), start.arguments.begin(), start.arguments.end());
  auto environment = environment_of(start);
  constexpr int write_new = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, (files_.path() / "in").c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, (files_.path() / "out").c_str(), write_new, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, (files_.path() / "err").c_str(), write_new, 0600);
  posix_spawn_file_actions_addchdir_np(&actions, start.directory.c_str());
  const int error = posix_spawn(&pid_, start.path.c_str(), &actions, nullptr,
                                pointers_to(words).data(), pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error(start.path + " cannot be started");
  }
}

Program::~Program() {
  if (pid_ != 0) {
    signal(SIGKILL);
    wait();
  }
}

void Program::signal(int number) const { ::kill(pid_, number); }

bool Program::has_ended() const { return has_ended_within(std::chrono::milliseconds(0)); }

bool Program::has_ended_within(std::chrono::nanoseconds time) const {
  pollfd end{
      .fd = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)), .events = POLLIN, .revents = 0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const timespec limit{.tv_sec = seconds.count(), .tv_nsec = (time - seconds).count()};
  const int ready = ppoll(&end, 1, &limit, nullptr);
  close(end.fd);
  return ready == 1;
}

std::string Program::output() const { return content_of(files_.path() / "out"); }

std::string Program::errors() const { return content_of(files_.path() / "err"); }

ProgramEnd Program::wait() {
  int peak_memory_kb = 0;
  while (!has_ended_within(kLookEvery)) {
    peak_memory_kb = std::max(peak_memory_kb, peak_memory_kb_of(pid_));
  }
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  return {.exit_code = exit_code_of(status),
          .out = content_of(files_.path() / "out"),
          .err = content_of(files_.path() / "err"),
          .peak_memory_kb = peak_memory_kb};
}

}  // namespace support
