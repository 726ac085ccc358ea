// The last days, as figures are asked for.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

#include "shop/reports/figures.h"
#include "web/operation/list.h"

namespace web {

struct DaysQuery {
  std::optional<Whole<1, 366>> days;
};
BOOST_DESCRIBE_STRUCT(DaysQuery, (), (days))

struct LastDays {
  std::chrono::local_days first;
  std::chrono::local_days last;  // today
  shop::Span span;               // until now
};

// `usual`: how many, unless the query says.
LastDays last_days(const DaysQuery& query, std::int64_t usual, const base::TimeZone& zone,
                   base::Timestamp now);

}  // namespace web
