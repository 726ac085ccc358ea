#include "bench/pgbench.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "bench/child_process.h"

namespace bench {
namespace {

constexpr const char* kProgram = "/usr/lib/postgresql/15/bin/pgbench";

std::vector<std::string> command_of(const PgbenchRun& run) {
  std::vector<std::string> command = {
      kProgram,
      "--no-vacuum",
      "--protocol=prepared",
      "--jobs=2",
      "--progress=1",
      "--client=" + std::to_string(run.clients),
      "--time=" + std::to_string((run.warm_up + run.time).count()),
      "--file=" + run.script.native(),
  };
  for (const auto& variable : run.variables) {
    command.push_back("--define=" + variable);
  }
  command.push_back(run.url);
  return command;
}

// Returns the mean of the lines "progress: 3.0 s, 2345.6 tps, …" after the warm-up.
double mean_rate(const std::filesystem::path& log, std::chrono::seconds warm_up) {
  constexpr std::string_view kProgress = "progress: ";
  std::ifstream file(log);
  double sum = 0;
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kProgress)) {
      continue;
    }
    const double second = std::strtod(line.c_str() + kProgress.size(), nullptr);
    if (second < static_cast<double>(warm_up.count()) + 0.5) {
      continue;
    }
    sum += std::strtod(line.c_str() + line.find(", ") + 2, nullptr);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

}  // namespace

double pgbench(const PgbenchRun& run) {
  std::filesystem::remove(run.log);
  ChildProcess process({.command = command_of(run), .log = run.log});
  if (process.wait() != 0) {
    std::ifstream file(run.log);
    throw std::runtime_error("pgbench failed: " +
                             std::string(std::istreambuf_iterator<char>(file), {}));
  }
  return mean_rate(run.log, run.warm_up);
}

}  // namespace bench
