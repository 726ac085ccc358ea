// Callbacks of the buttons about figures.
#pragma once

#include <boost/describe.hpp>
#include <string_view>

#include "shop/reports/period.h"

namespace bot::admin {

struct ShowStatistics {
  static constexpr std::string_view tag = "stats";
  shop::Period period = shop::Period::today;
};
BOOST_DESCRIBE_STRUCT(ShowStatistics, (), (period))

// The same as a picture.
struct ShowChart {
  static constexpr std::string_view tag = "stats_chart";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(ShowChart, (), (period))

// A line for each day.
struct ShowDailySales {
  static constexpr std::string_view tag = "stats_days";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(ShowDailySales, (), (period))

struct ShowReferralReport {
  static constexpr std::string_view tag = "stats_refs";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(ShowReferralReport, (), (period))

}  // namespace bot::admin
