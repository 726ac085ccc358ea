// The benchmark suite: see README.md.
#include <CLI/App.hpp>
#include <algorithm>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bench/context.h"
#include "bench/databases.h"
#include "bench/report.h"
#include "bench/unlimited_shop.h"

namespace bench {
namespace {

struct Measurement {
  std::string name;
  std::function<void(Context&)> run;
};

const std::vector<Measurement>& measurements() {
  static const std::vector<Measurement> all{{"sale-postgres", measure_sales_on_postgres},
                                            {"sale-sqlite", measure_sales_on_sqlite},
                                            {"pages", measure_pages},
                                            {"latency", measure_latency},
                                            {"catalogue", measure_catalogue},
                                            {"api-lists", measure_api_lists},
                                            {"bulk-discount", measure_bulk_discount},
                                            {"order-search", measure_order_search},
                                            {"statistics", measure_statistics},
                                            {"process", measure_memory_and_start},
                                            {"parts", measure_parts},
                                            {"chain-matching", measure_matching},
                                            {"chain-block", measure_blocks},
                                            {"chain-derivation", measure_derivation}};
  return all;
}

std::string names() {
  std::vector<std::string_view> all;
  for (const auto& measurement : measurements()) {
    all.push_back(measurement.name);
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

void run_all(const std::vector<std::string>& wanted, Context& context) {
  for (const auto& measurement : measurements()) {
    if (wanted.empty() || std::ranges::find(wanted, measurement.name) != wanted.end()) {
      measurement.run(context);
    }
  }
}

int run(int argc, const char* const* argv) {
  CLI::App cli("Measures Kram and holds each figure against a limit or a peer of the same run.");
  std::vector<std::string> wanted;
  std::filesystem::path json = "bench.json";
  int rounds = 3;
  bool is_shop = false;
  bool is_alone = false;
  cli.add_option("--only", wanted, "Some of them: " + names())->delimiter(',');
  cli.add_option("--rounds", rounds, "Comparisons with a peer; the median counts");
  cli.add_flag("--alone", is_alone, "Leave the peers out, for a profiler");
  cli.add_option("--json", json, "Where the figures go");
  cli.add_flag("--serve-unlimited", is_shop, "Be the shop that is measured");
  CLI11_PARSE(cli, argc, argv);
  if (is_shop) {
    return serve_unlimited();
  }
  Report report;
  Databases databases;
  Context context{
      .databases = databases, .report = report, .rounds = rounds, .has_peers = !is_alone};
  run_all(wanted, context);
  fmt::print("{}", report.table());
  report.write_json(json);
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  try {
    return bench::run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "The benchmark failed: {}\n", failure.what());
    return 1;
  }
}
