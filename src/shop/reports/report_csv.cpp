#include "shop/reports/report_csv.h"

#include "shop/core/record_text.h"
#include "shop/reports/daily_summary.h"

namespace shop {
namespace {

struct DayRecord {
  std::string day;
  std::int64_t orders = 0;
  base::Money revenue;
  base::Money discounts;
};
BOOST_DESCRIBE_STRUCT(DayRecord, (), (day, orders, revenue, discounts))

}  // namespace

std::string daily_sales_csv(const std::vector<DaySales>& days) {
  auto csv = csv_header<DayRecord>();
  for (const auto& day : days) {
    csv += csv_line(DayRecord{.day = text_of_day(day.day),
                              .orders = day.orders,
                              .revenue = day.revenue,
                              .discounts = day.discounts});
  }
  return csv;
}

std::string referrers_csv(const ReferralReport& report) {
  auto csv = csv_header<ReferrerFigures>();
  for (const auto& referrer : report.referrers) {
    csv += csv_line(referrer);
  }
  return csv;
}

}  // namespace shop
