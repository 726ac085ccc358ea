#include "shop/reports/sale_sums.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "shop/reports/local_time.h"
#include "shop/reports/period.h"

namespace shop {
namespace {

// Orders are committed a moment after the time that they bear. What an hour missed, its day has.
constexpr std::chrono::minutes kHourRest{10};
constexpr std::chrono::hours kDayRest{1};

// The zone may be changed.
constexpr std::chrono::days kReservationMemory{2};

// When the first day begins that is not summed as a whole; empty when there are no orders.
std::optional<base::Timestamp> first_open_day(db::Tx& tx, const base::TimeZone& zone) {
  const auto summed = tx.one<std::optional<base::Timestamp>>(
      "SELECT max(ends_at) FROM sale_sums WHERE is_day = true");
  if (summed) {
    return summed;
  }
  const auto order = tx.one<std::optional<base::Timestamp>>("SELECT min(created_at) FROM orders");
  return order ? std::optional(start_of(zone, day_at(zone, *order))) : std::nullopt;
}

// The rest of its day, also when the zone was changed since the last one.
Span day_from(const base::TimeZone& zone, base::Timestamp start) {
  return {start, start_of(zone, day_at(zone, start) + std::chrono::days(1))};
}

// The first hour that has no row, of the day that begins at `day` or of a later one.
Span open_hour(db::Tx& tx, const base::TimeZone& zone, base::Timestamp day) {
  const auto summed = tx.one<std::optional<base::Timestamp>>("SELECT max(ends_at) FROM sale_sums");
  const auto start = std::max(summed.value_or(day), day);
  return {start,
          std::min<base::Timestamp>(start + std::chrono::hours(1), day_from(zone, start).to)};
}

bool insert_sum(db::Tx& tx, Span span, bool is_day) {
  const auto figures = counted_figures(tx, span);
  if (tx.execute("INSERT INTO sale_sums (starts_at, ends_at, is_day, orders, revenue, discounts, "
                 "refunds, reservations) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                 "ON CONFLICT DO NOTHING",
                 span.from, span.to, is_day, figures.orders, figures.revenue, figures.discounts,
                 figures.refunds, figures.reservations) == 0) {
    return false;
  }
  tx.execute_later(
      "INSERT INTO sale_sum_offers (starts_at, city, name, orders, revenue) "
      "SELECT d.starts_at, p.city, p.name, count(*), sum(o.final_price) FROM sale_sums d "
      "JOIN orders o ON o.created_at >= d.starts_at AND o.created_at < d.ends_at "
      "JOIN products p ON p.id = o.product_id WHERE d.starts_at = $1 "
      "GROUP BY d.starts_at, p.city, p.name",
      span.from);
  return true;
}

// In place of the day's hours.
bool sum_day(db::Tx& tx, Span day) {
  for (const auto* const table : {"sale_sums", "sale_sum_offers"}) {
    tx.execute_later(fmt::format("DELETE FROM {} WHERE starts_at >= $1 AND starts_at < $2", table),
                     day.from, day.to);
  }
  tx.execute_later("DELETE FROM reservation_log WHERE reserved_at < $1",
                   day.from - kReservationMemory);
  return insert_sum(tx, day, /*is_day=*/true);
}

}  // namespace

SaleFigures counted_figures(db::Tx& tx, Span span) {
  return tx.one<SaleFigures>(
      "SELECT count(*) AS orders, COALESCE(sum(final_price), 0) AS revenue, "
      "COALESCE(sum(original_price - final_price), 0) AS discounts, "
      "(SELECT COALESCE(sum(amount), 0) FROM refunds WHERE created_at >= $1 AND created_at < $2) "
      "AS refunds, (SELECT count(*) FROM reservation_log WHERE reserved_at >= $1 AND reserved_at < "
      "$2) "
      "AS reservations FROM orders WHERE created_at >= $1 AND created_at < $2",
      span.from, span.to);
}

std::vector<SaleSum> sale_sums_within(db::Tx& tx, Span span) {
  return tx.all<SaleSum>(
      "SELECT starts_at, ends_at, orders, revenue, discounts, refunds, reservations FROM sale_sums "
      "WHERE starts_at >= $1 AND starts_at < $2 AND ends_at <= $2 ORDER BY starts_at",
      span.from, span.to);
}

std::vector<Span> gaps_between(const std::vector<SaleSum>& days, Span span) {
  std::vector<Span> gaps;
  auto from = span.from;
  for (const auto& day : days) {
    if (from < day.starts_at) {
      gaps.push_back({from, day.starts_at});
    }
    from = day.ends_at;
  }
  if (from < span.to) {
    gaps.push_back({from, span.to});
  }
  return gaps;
}

bool sum_next_sales(db::Tx& tx, const base::TimeZone& zone, base::Timestamp now) {
  const auto start = first_open_day(tx, zone);
  if (!start) {
    return false;
  }
  const auto day = day_from(zone, *start);
  if (day.to + kDayRest <= now) {
    return sum_day(tx, day);
  }
  const auto hour = open_hour(tx, zone, *start);
  return hour.to + kHourRest <= now && insert_sum(tx, hour, /*is_day=*/false);
}

Invariants sale_sum_invariants() {
  return {{"Sum {0} of sales says {1}, its orders {2}.",
           "SELECT d.id, d.revenue AS value, "
           "(SELECT COALESCE(sum(o.final_price), 0) FROM orders o "
           "WHERE o.created_at >= d.starts_at AND o.created_at < d.ends_at) AS proper "
           "FROM sale_sums d WHERE d.revenue <> "
           "(SELECT COALESCE(sum(o.final_price), 0) FROM orders o "
           "WHERE o.created_at >= d.starts_at AND o.created_at < d.ends_at) "
           "OR d.refunds <> (SELECT COALESCE(sum(r.amount), 0) FROM refunds r "
           "WHERE r.created_at >= d.starts_at AND r.created_at < d.ends_at) "
           "OR d.orders <> (SELECT count(*) FROM orders o "
           "WHERE o.created_at >= d.starts_at AND o.created_at < d.ends_at)"},
          {"Sum {0} of sales says {1}, its offers {2}.",
           "SELECT d.id, d.revenue AS value, COALESCE(sum(s.revenue), 0) AS proper "
           "FROM sale_sums d LEFT JOIN sale_sum_offers s ON s.starts_at = d.starts_at "
           "GROUP BY d.id, d.revenue HAVING d.revenue <> COALESCE(sum(s.revenue), 0)"}};
}

}  // namespace shop
