// Customers who buy.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <string>

#include "bench/context.h"
#include "bench/stock.h"
#include "bench/webhook.h"

namespace bench {

// One sale after the other: the next customer presses Buy on the next unit and then Confirm.
class SaleLoad {
 public:
  explicit SaleLoad(const Stock& stock) : stock_(stock) {}

  // Posts both presses, the second when the first is answered. Throws what WebhookConnection does.
  boost::asio::awaitable<void> sell(WebhookConnection& connection);

 private:
  Stock stock_;
  std::int64_t sold_ = 0;
};

struct SaleRun {
  double sales_per_second = 0;
  double processor_us_per_sale = 0;  // of the shop's process
};

// Runs sales by `clients` customers at a time. Throws std::runtime_error unless afterwards every
// sale is in the books and every delivery sent.
SaleRun run_sales(const Context& context, const std::string& database_url, const Stock& stock,
                  int clients);

}  // namespace bench
