#include "cli/terminal.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cli {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr int kLookMs = 100;

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_of(const support::Program::Start& start) {
  std::vector<std::string> environment{"PATH=" + std::string(std::getenv("PATH"))};
  for (const auto& [name, value] : start.environment) {
    environment.push_back(name + "=" + value);
  }
  return environment;
}

}  // namespace

Terminal::Terminal(const support::Program::Start& start) {
  auto words = start.arguments;
  words.insert(words.begin(), start.path);
  auto environment = environment_of(start);
  const auto arguments = pointers_to(words);
  const auto variables = pointers_to(environment);
  pid_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
  if (pid_ < 0) {
    throw std::runtime_error("no pseudo-terminal");
  }
  if (pid_ == 0) {
    if (::chdir(start.directory.c_str()) == 0) {
      ::execve(start.path.c_str(), arguments.data(), variables.data());
    }
    ::_exit(127);
  }
}

Terminal::~Terminal() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(terminal_);
}

bool Terminal::shows(std::string_view text) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    if (const auto at = screen_.find(text, seen_); at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_some() || std::chrono::steady_clock::now() > deadline) {
      return false;
    }
  }
}

void Terminal::type(std::string_view keys) {
  while (!keys.empty()) {
    const auto written = ::write(terminal_, keys.data(), keys.size());
    if (written <= 0) {
      return;
    }
    keys.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Terminal::signal(int number) const { ::kill(pid_, number); }

int Terminal::wait() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (read_some() && std::chrono::steady_clock::now() < deadline) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool Terminal::read_some() {
  pollfd waiting{.fd = terminal_, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, kLookMs) <= 0) {
    return true;
  }
  std::array<char, 4096> bytes{};
  const auto count = ::read(terminal_, bytes.data(), bytes.size());
  if (count <= 0) {
    return false;  // the program has closed its end
  }
  screen_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace cli
