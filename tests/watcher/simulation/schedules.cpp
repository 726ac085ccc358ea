#include "watcher/simulation/schedules.h"

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "watcher/simulation/life.h"

namespace simulation {
namespace {

constexpr unsigned kTimeoutSeconds = 120;
constexpr std::uint64_t kMaxKills = 3;
constexpr std::uint64_t kMaxMoments = 300;

struct Unmap {
  void operator()(Memory* memory) const { munmap(memory, sizeof(Memory)); }
};
using SharedMemory = std::unique_ptr<Memory, Unmap>;

SharedMemory share_memory() {
  void* const memory = mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, /*fd=*/-1, /*offset=*/0);
  if (memory == MAP_FAILED) {
    throw std::runtime_error("no memory can be shared");
  }
  return SharedMemory(new (memory) Memory{});
}

// One schedule and its current process.
class Schedule {
 public:
  // `moments`: after which each process but the last is killed.
  Schedule(Plan plan, std::vector<std::int64_t> moments)
      : plan_(std::move(plan)), moments_(std::move(moments)), memory_(share_memory()) {}

  const Plan& plan() const { return plan_; }
  std::int64_t kills() const { return kills_; }

  pid_t start_process() {
    const bool is_last = static_cast<std::size_t>(kills_) == moments_.size();
    memory_->moments_left = is_last ? -1 : moments_[static_cast<std::size_t>(kills_)];
    const auto child = fork();
    if (child == 0) {
      alarm(kTimeoutSeconds);
      live(plan_, *memory_);
      _exit(0);
    }
    if (child < 0) {
      throw std::runtime_error("no process can be started");
    }
    return child;
  }

  // Returns false when another process must continue.
  bool note_end(int status) {
    const bool is_planned = static_cast<std::size_t>(kills_) < moments_.size();
    if (is_planned && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
      ++kills_;
      return false;
    }
    if (WIFSIGNALED(status)) {
      failure_ = fmt::format("signal {}", WTERMSIG(status));
    } else if (WEXITSTATUS(status) != 0) {
      failure_ = fmt::format("exit code {}", WEXITSTATUS(status));
    } else {
      failure_ = memory_->verdict.data();
    }
    return true;
  }

  std::string failure() const {
    if (failure_.empty()) {
      return {};
    }
    return fmt::format("seed {}: {}\n  after {} of the kills at {}; schedule: {}", plan_.seed,
                       failure_, kills_, fmt::join(moments_, ", "),
                       World(plan_.seed, account_of(plan_)).text());
  }

 private:
  Plan plan_;
  std::vector<std::int64_t> moments_;
  SharedMemory memory_;
  std::int64_t kills_ = 0;
  std::string failure_;
};

std::vector<std::int64_t> any_moments(std::uint64_t seed) {
  base::SeededRandom random(~seed);
  std::vector<std::int64_t> moments(random.below(kMaxKills + 1));
  for (auto& moment : moments) {
    moment = static_cast<std::int64_t>(random.below(kMaxMoments));
  }
  return moments;
}

class Runner {
 public:
  explicit Runner(const Place& place) : place_(place) {}

  void start(std::uint64_t seed, std::vector<std::int64_t> moments) {
    auto schedule =
        std::make_unique<Schedule>(Plan{.seed = seed, .database_url = place_.take()}, moments);
    const auto process = schedule->start_process();
    running_.emplace(process, std::move(schedule));
  }

  std::size_t running() const { return running_.size(); }

  // Waits until a process has ended.
  void wait() {
    int status = 0;
    const auto ended = running_.find(waitpid(-1, &status, 0));
    if (ended == running_.end()) {
      return;
    }
    auto schedule = std::move(ended->second);
    running_.erase(ended);
    if (!schedule->note_end(status)) {
      const auto process = schedule->start_process();
      running_.emplace(process, std::move(schedule));
      return;
    }
    ++report_.schedules;
    report_.kills += schedule->kills();
    if (auto failure = schedule->failure(); !failure.empty()) {
      report_.failures.push_back(std::move(failure));
    }
    place_.give_back(schedule->plan().database_url);
  }

  const Report& report() const { return report_; }

 private:
  const Place& place_;
  std::map<pid_t, std::unique_ptr<Schedule>> running_;
  Report report_;
};

std::size_t processors() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

Report run_schedules(std::uint64_t first_seed, std::uint64_t count, const Place& place) {
  Runner runner(place);
  for (auto seed = first_seed; seed < first_seed + count || runner.running() > 0;) {
    if (seed < first_seed + count && runner.running() < processors()) {
      runner.start(seed, any_moments(seed));
      ++seed;
    } else {
      runner.wait();
    }
  }
  return runner.report();
}

Report kill_at_each_moment(std::uint64_t seed, const Place& place) {
  Runner runner(place);
  std::int64_t moment = 0;
  bool was_killed = true;
  while (was_killed || runner.running() > 0) {
    if (was_killed && runner.running() < processors()) {
      runner.start(seed, {moment++});
    } else {
      runner.wait();
      was_killed = runner.report().kills == runner.report().schedules;
    }
  }
  return runner.report();
}

}  // namespace simulation
