// The sales of past days and of the hours of today, summed once, so that figures of many days need
// not read every order. What no row holds is counted from the orders themselves; kram audit
// compares both.
#pragma once

#include <chrono>
#include <vector>

#include "base/clock.h"
#include "base/time_zone.h"
#include "db/core/tx.h"
#include "shop/core/invariant.h"
#include "shop/reports/figures.h"

namespace shop {

// A whole day in the shop's zone, as the zone was when it was summed, or an hour.
struct SaleSum : SaleFigures {
  base::Timestamp starts_at;
  base::Timestamp ends_at;
};
BOOST_DESCRIBE_STRUCT(SaleSum, (SaleFigures), (starts_at, ends_at))

// Counted from the orders, by an index that holds what is summed.
SaleFigures counted_figures(db::Tx& tx, Span span);

// Those that lie wholly within the span, the oldest first; they do not overlap.
std::vector<SaleSum> sale_sums_within(db::Tx& tx, Span span);

// What of the span none of the days holds. REQUIRES: as sale_sums_within returns them.
std::vector<Span> gaps_between(const std::vector<SaleSum>& days, Span span);

// For the scheduler: sums the next day that is over and has no row yet, beginning with that of the
// first order, or the next hour; a day takes the place of its hours. Returns false when there is
// none. Two processes sum each once.
bool sum_next_sales(db::Tx& tx, const base::TimeZone& zone, base::Timestamp now);

Invariants sale_sum_invariants();

}  // namespace shop
