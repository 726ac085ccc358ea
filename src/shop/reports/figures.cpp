#include "shop/reports/figures.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "shop/reports/period.h"
#include "shop/reports/sale_sums.h"

namespace shop {
namespace {

using std::chrono::days;

void add_figures(SaleFigures& sum, const SaleFigures& part) {
  sum.orders += part.orders;
  sum.revenue += part.revenue;
  sum.discounts += part.discounts;
  sum.refunds += part.refunds;
  sum.reservations += part.reservations;
}

std::vector<Seller> counted_sellers(db::Tx& tx, Span span) {
  return tx.all<Seller>(
      "SELECT p.city, p.name, count(*) AS orders, sum(o.final_price) AS revenue "
      "FROM orders o JOIN products p ON p.id = o.product_id "
      "WHERE o.created_at >= $1 AND o.created_at < $2 GROUP BY p.city, p.name",
      span.from, span.to);
}

std::vector<Seller> kept_sellers(db::Tx& tx, const std::vector<SaleSum>& days) {
  return days.empty() ? std::vector<Seller>{}
                      : tx.all<Seller>(
                            "SELECT city, name, sum(orders) AS orders, sum(revenue) AS revenue "
                            "FROM sale_sum_offers WHERE starts_at >= $1 AND starts_at <= $2 "
                            "GROUP BY city, name",
                            days.front().starts_at, days.back().starts_at);
}

using Sums = std::map<std::pair<std::string, std::string>, Seller>;

void add_seller(Sums& sums, const Seller& part, const std::string& name) {
  auto& sum = sums[{part.city, name}];
  sum.city = part.city;
  sum.name = name;
  sum.orders += part.orders;
  sum.revenue += part.revenue;
}

std::vector<Seller> best_of(const Sums& sums, std::size_t most) {
  std::vector<Seller> sellers;
  for (const auto& [key, sum] : sums) {
    sellers.push_back(sum);
  }
  std::ranges::sort(sellers, [](const Seller& a, const Seller& b) {
    return std::tie(b.revenue, a.city, a.name) < std::tie(a.revenue, b.city, b.name);
  });
  sellers.resize(std::min(sellers.size(), most));
  return sellers;
}

}  // namespace

SaleFigures sale_figures(db::Tx& tx, Span span) {
  SaleFigures sum;
  const auto days = sale_sums_within(tx, span);
  for (const auto& day : days) {
    add_figures(sum, day);
  }
  for (const auto& gap : gaps_between(days, span)) {
    add_figures(sum, counted_figures(tx, gap));
  }
  return sum;
}

std::vector<DaySales> sales_by_day(db::Tx& tx, const base::TimeZone& zone,
                                   std::chrono::local_days first, std::chrono::local_days last,
                                   base::Timestamp now) {
  const auto kept = sale_sums_within(tx, {start_of(zone, first), start_of(zone, last + days(1))});
  std::vector<DaySales> sales;
  for (auto day = first; day <= last; day += days(1)) {
    const Span span{start_of(zone, day), std::min(start_of(zone, day + days(1)), now)};
    const auto known = std::ranges::find(kept, span.from, &SaleSum::starts_at);
    const bool is_kept = known != kept.end() && known->ends_at == span.to;
    sales.push_back({is_kept ? static_cast<const SaleFigures&>(*known)
                             : sale_figures(tx, {span.from, std::max(span.from, span.to)}),
                     day});
  }
  return sales;
}

BestSellers best_sellers(db::Tx& tx, Span span, std::size_t most) {
  const auto days = sale_sums_within(tx, span);
  auto parts = kept_sellers(tx, days);
  for (const auto& gap : gaps_between(days, span)) {
    std::ranges::move(counted_sellers(tx, gap), std::back_inserter(parts));
  }
  Sums offers;
  Sums cities;
  for (const auto& part : parts) {
    add_seller(offers, part, part.name);
    add_seller(cities, part, "");
  }
  return {.offers = best_of(offers, most), .cities = best_of(cities, most)};
}

std::vector<DepositFigures> deposit_figures(db::Tx& tx, Span span) {
  return tx.all<DepositFigures>(
      "SELECT method, "
      "COALESCE(sum(CASE WHEN status = 'completed' THEN 1 ELSE 0 END), 0) AS completed, "
      "COALESCE(sum(CASE WHEN status = 'completed' THEN amount ELSE 0 END), 0) AS amount, "
      "COALESCE(sum(CASE WHEN status = 'reversed' THEN 1 ELSE 0 END), 0) AS reversed, "
      "COALESCE(sum(CASE WHEN status = 'reversed' THEN amount ELSE 0 END), 0) AS reversed_amount "
      "FROM deposits WHERE completed_at >= $1 AND completed_at < $2 "
      "AND status IN ('completed', 'reversed') GROUP BY method ORDER BY method",
      span.from, span.to);
}

std::int64_t new_customers(db::Tx& tx, Span span) {
  return tx.one<std::int64_t>(
      "SELECT count(*) FROM users WHERE created_at >= $1 AND created_at < $2", span.from, span.to);
}

base::Money owed_to_customers(db::Tx& tx) {
  return tx.one<base::Money>("SELECT COALESCE(sum(balance), 0) FROM users WHERE balance > 0");
}

}  // namespace shop
