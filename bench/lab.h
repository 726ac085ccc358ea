// What every measurement works with.
#pragma once

#include <chrono>
#include <vector>

#include "bench/databases.h"
#include "bench/report.h"

namespace bench {

struct Lab {
  Databases& databases;
  Report& report;
  std::chrono::seconds warm_up{2};
  std::chrono::seconds time{6};  // of one measurement
  int rounds = 3;                // of those that are compared with a peer; the median counts
  bool has_peers = true;         // false: the shop runs alone, for a profiler
};

// REQUIRES: not empty.
double median(std::vector<double> values);

// The measurements. Each adds its figures to the report.
void measure_sales_on_postgres(Lab& lab);
void measure_sales_on_sqlite(Lab& lab);
void measure_pages(Lab& lab);
void measure_latency(Lab& lab);
void measure_catalogue(Lab& lab);
void measure_memory_and_start(Lab& lab);
void measure_parts(Lab& lab);
void measure_matching(Lab& lab);
void measure_blocks(Lab& lab);
void measure_derivation(Lab& lab);

}  // namespace bench
