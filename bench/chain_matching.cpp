// How fast outputs are matched with the shop's scripts, and how much memory the scripts take.
#include <chrono>
#include <fstream>

#include <unistd.h>

#include "bench/context.h"
#include "chain/watcher/script_index.h"

namespace bench {
namespace {

using chain::Bytes;
using chain::ByteView;
using chain::ScriptIndex;

constexpr int kFew = 1'000;
constexpr int kMany = 1'000'000;
constexpr int kOutputs = 200'000;
constexpr double kOutputsPerSecond = 3'000'000;
constexpr double kSlowdown = 1.3;
constexpr double kMegabytes = 80;

Bytes native_segwit_script(base::Random& random) {
  Bytes script{0x00, 0x14};
  while (script.size() < 22) {
    script.push_back(static_cast<std::uint8_t>(random.below(256)));
  }
  return script;
}

double resident_megabytes() {
  std::int64_t total = 0;
  std::int64_t resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1'000'000;
}

void add_scripts(ScriptIndex& index, int count, base::Random& random) {
  for (int i = 0; i < count; ++i) {
    index.add(native_segwit_script(random), static_cast<std::uint32_t>(i));
  }
}

double outputs_per_second(const ScriptIndex& index, const std::vector<ByteView>& outputs,
                          std::chrono::seconds time) {
  std::size_t matches = 0;
  std::size_t held = 0;
  const auto begin = std::chrono::steady_clock::now();
  auto end = begin;
  for (; end - begin < time; end = std::chrono::steady_clock::now()) {
    matches += index.find_all(outputs).size();
    held += outputs.size();
  }
  if (matches != 0) {
    throw std::runtime_error("Outputs that pay to nobody were matched.");
  }
  return static_cast<double>(held) / std::chrono::duration<double>(end - begin).count();
}

}  // namespace

void measure_matching(Context& context) {
  context.report.begin("matching of outputs");
  base::SeededRandom random(1);
  std::vector<Bytes> scripts;
  for (int i = 0; i < kOutputs; ++i) {
    scripts.push_back(native_segwit_script(random));
  }
  const std::vector<ByteView> outputs(scripts.begin(), scripts.end());
  ScriptIndex few(random);
  add_scripts(few, kFew, random);
  const auto before = resident_megabytes();
  ScriptIndex many(random);
  add_scripts(many, kMany, random);
  const auto memory = resident_megabytes() - before;
  std::vector<double> with_few;
  std::vector<double> with_many;
  for (int round = 0; round < context.rounds; ++round) {
    with_few.push_back(outputs_per_second(few, outputs, context.warm_up));
    with_many.push_back(outputs_per_second(many, outputs, context.warm_up));
  }
  context.report.add({.name = "outputs matched against 1,000,000 scripts",
                      .measured = median(with_many),
                      .unit = "outputs/s",
                      .peer = "limit",
                      .limit = kOutputsPerSecond,
                      .target = at_least(1)});
  context.report.add({.name = "outputs matched against 1,000 scripts",
                      .measured = median(with_few),
                      .unit = "outputs/s",
                      .peer = "with 1,000,000",
                      .limit = median(with_many),
                      .target = at_most(kSlowdown)});
  context.report.add({.name = "memory for 1,000,000 scripts",
                      .measured = memory,
                      .unit = "MB",
                      .peer = "limit",
                      .limit = kMegabytes,
                      .target = at_most(1)});
}

}  // namespace bench
