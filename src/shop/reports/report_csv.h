// Reports as CSV, as `kram export` writes it.
#pragma once

#include <string>
#include <vector>

#include "shop/reports/figures.h"
#include "shop/reports/referral_report.h"

namespace shop {

// A line for each day, in their order.
std::string daily_sales_csv(const std::vector<DaySales>& days);

// A line for each referrer.
std::string referrers_csv(const ReferralReport& report);

}  // namespace shop
