// What every measurement uses.
#pragma once

#include <chrono>
#include <vector>

#include "bench/databases.h"
#include "bench/report.h"

namespace bench {

struct Context {
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
void measure_sales_on_postgres(Context& context);
void measure_sales_on_sqlite(Context& context);
void measure_pages(Context& context);
void measure_latency(Context& context);
void measure_catalogue(Context& context);
void measure_api_lists(Context& context);
void measure_bulk_discount(Context& context);
void measure_order_search(Context& context);
void measure_statistics(Context& context);
void measure_memory_and_start(Context& context);
void measure_parts(Context& context);
void measure_matching(Context& context);
void measure_blocks(Context& context);
void measure_derivation(Context& context);

}  // namespace bench
