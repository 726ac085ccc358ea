// What the shop sold and took in.
#include <boost/describe.hpp>
#include <string>
#include <utility>
#include <vector>

#include "shop/reports/daily_summary.h"
#include "web/api/figures/last_days.h"
#include "web/api/operations.h"

namespace web {
namespace {

constexpr std::size_t kBestSellers = 10;

struct SellerView {
  std::string city;
  std::string name;
  std::int64_t orders = 0;
  base::Money revenue;
};
BOOST_DESCRIBE_STRUCT(SellerView, (), (city, name, orders, revenue))

struct MethodView {
  shop::DepositMethod method = shop::DepositMethod::btc;
  std::int64_t completed = 0;
  base::Money amount;
  std::int64_t reversed = 0;
  base::Money reversed_amount;
};
BOOST_DESCRIBE_STRUCT(MethodView, (), (method, completed, amount, reversed, reversed_amount))

struct SummaryView {
  std::string first_day;
  std::string last_day;
  std::int64_t orders = 0;
  base::Money revenue;
  base::Money discounts;
  base::Money refunds;
  std::int64_t reservations = 0;
  std::int64_t new_customers = 0;
  std::vector<MethodView> deposits;
  base::Money owed_to_customers;
  std::vector<SellerView> best_offers;
  std::vector<SellerView> best_cities;
};
BOOST_DESCRIBE_STRUCT(SummaryView, (),
                      (first_day, last_day, orders, revenue, discounts, refunds, reservations,
                       new_customers, deposits, owed_to_customers, best_offers, best_cities))

struct DayView {
  std::string day;
  std::int64_t orders = 0;
  base::Money revenue;
  base::Money discounts;
  base::Money refunds;
  std::int64_t reservations = 0;
};
BOOST_DESCRIBE_STRUCT(DayView, (), (day, orders, revenue, discounts, refunds, reservations))

template <class View, class Row>
std::vector<View> views_of(const std::vector<Row>& rows) {
  std::vector<View> views;
  views.reserve(rows.size());
  for (const auto& row : rows) {
    views.push_back(copy_fields<View>(row));
  }
  return views;
}

using FiguresCall = Call<shop::Act::see_statistics, DaysQuery>;

Outcome<SummaryView> summarise(db::Tx& tx, const FiguresCall& call) {
  const auto days = last_days(call.parameters, 7, call.context.zone, call.now);
  const auto sales = shop::sale_figures(tx, days.span);
  const auto best = shop::best_sellers(tx, days.span, kBestSellers);
  return SummaryView{.first_day = shop::text_of_day(days.first),
                     .last_day = shop::text_of_day(days.last),
                     .orders = sales.orders,
                     .revenue = sales.revenue,
                     .discounts = sales.discounts,
                     .refunds = sales.refunds,
                     .reservations = sales.reservations,
                     .new_customers = shop::new_customers(tx, days.span),
                     .deposits = views_of<MethodView>(shop::deposit_figures(tx, days.span)),
                     .owed_to_customers = shop::owed_to_customers(tx),
                     .best_offers = views_of<SellerView>(best.offers),
                     .best_cities = views_of<SellerView>(best.cities)};
}

Outcome<List<DayView>> list_days(db::Tx& tx, const FiguresCall& call) {
  const auto days = last_days(call.parameters, 30, call.context.zone, call.now);
  List<DayView> list;
  for (const auto& day :
       shop::sales_by_day(tx, call.context.zone, days.first, days.last, call.now)) {
    list.items.push_back({.day = shop::text_of_day(day.day),
                          .orders = day.orders,
                          .revenue = day.revenue,
                          .discounts = day.discounts,
                          .refunds = day.refunds,
                          .reservations = day.reservations});
  }
  list.total = std::ssize(list.items);
  return list;
}

const std::vector<Note> kSaleNotes{
    {"days", "Today and the days before it, in the shop's zone."},
    {"day", "In the shop's zone: `2026-11-24`."},
    {"discounts", "Of the prices before the discount."},
    {"refunds", "Made in that time, of whatever orders."},
    {"reservations", "Each may become an order."},
    {"reversed", "Credited in that time and taken back since."},
    {"owed_to_customers", "What customers have in their wallets now."}};

}  // namespace

void add_figure_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/stats/summary",
            .id = "showSummary",
            .subject = "Figures",
            .summary = "Shows what the shop sold and took in during the last days (7).",
            .notes = kSaleNotes},
           &summarise);
  api.read({.method = "GET",
            .path = "/api/stats/daily",
            .id = "listDailyFigures",
            .subject = "Figures",
            .summary = "Lists the last days (30) with what was sold, the oldest first.",
            .details = "Of today, what there is so far.",
            .notes = kSaleNotes},
           &list_days);
}

}  // namespace web
