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

// The same as a file.
struct SendDailySales {
  static constexpr std::string_view tag = "stats_days_csv";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(SendDailySales, (), (period))

struct ShowReferralReport {
  static constexpr std::string_view tag = "stats_refs";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(ShowReferralReport, (), (period))

// Every referrer of the span as a file.
struct SendReferralReport {
  static constexpr std::string_view tag = "stats_refs_csv";
  shop::Period period = shop::Period::week;
};
BOOST_DESCRIBE_STRUCT(SendReferralReport, (), (period))

}  // namespace bot::admin
