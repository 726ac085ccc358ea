#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/admin/routes.h"
#include "bot/admin/statistics/callbacks.h"
#include "bot/admin/statistics/statistics_screens.h"
#include "bot/view/sales_chart.h"
#include "shop/reports/daily_summary.h"
#include "shop/reports/report_csv.h"

namespace bot::admin {
namespace {

shop::PeriodSpans spans_now(const Request& request, shop::Period period) {
  return shop::spans_of(period, request.settings.zone, request.now);
}

std::vector<shop::DaySales> days_of(db::Tx& tx, const Request& request, shop::Period period) {
  const auto spans = spans_now(request, period);
  return shop::sales_by_day(tx, request.settings.zone, spans.first, spans.last, request.now);
}

Reply show_statistics(db::Tx& tx, const Request& request, const ShowStatistics& callback) {
  const auto spans = spans_now(request, callback.period);
  return show(statistics_screen(wording_of(request), callback.period, spans,
                                load_statistics(tx, spans.span, spans.before)));
}

// A single day makes no picture.
Reply show_chart(db::Tx& tx, const Request& request, const ShowChart& callback) {
  const auto period = callback.period == shop::Period::today ? shop::Period::week : callback.period;
  const auto wording = wording_of(request);
  SalesChart chart{.title = request.texts.label("stats.chart_title"_msg,
                                                {{"period", period_name(request.texts, period)}}),
                   .days = {}};
  for (const auto& day : days_of(tx, request, period)) {
    chart.days.push_back(
        {.label = day_label(request.texts, day.day), .revenue = day.revenue, .orders = day.orders});
  }
  Reply reply = show_statistics(tx, request, {callback.period});
  reply.pictures.push_back(
      {.png = sales_chart(wording, chart), .caption = base::escape_html(chart.title)});
  return reply;
}

Reply show_daily_sales(db::Tx& tx, const Request& request, const ShowDailySales& callback) {
  return show(daily_sales_screen(wording_of(request), callback.period,
                                 days_of(tx, request, callback.period)));
}

Reply show_referral_report(db::Tx& tx, const Request& request, const ShowReferralReport& callback) {
  return show(referral_report_screen(
      wording_of(request), callback.period,
      shop::referral_report(tx, spans_now(request, callback.period).span, kTopReferrers)));
}

// Named after the span, as a CSV.
Document report_file(const Request& request, std::string_view name, shop::Period period,
                     std::string csv) {
  const auto spans = spans_now(request, period);
  return {.bytes = std::move(csv),
          .file_name = fmt::format("{}-{}-{}.csv", name, shop::text_of_day(spans.first),
                                   shop::text_of_day(spans.last)),
          .content_type = "text/csv",
          .caption = base::escape_html(period_name(request.texts, period))};
}

Reply send_daily_sales(db::Tx& tx, const Request& request, const SendDailySales& callback) {
  const auto days = days_of(tx, request, callback.period);
  Reply reply = show(daily_sales_screen(wording_of(request), callback.period, days));
  reply.documents.push_back(
      report_file(request, "sales", callback.period, shop::daily_sales_csv(days)));
  return reply;
}

Reply send_referral_report(db::Tx& tx, const Request& request, const SendReferralReport& callback) {
  const auto report =
      shop::referral_report(tx, spans_now(request, callback.period).span, kReferrersInFile);
  Reply reply = show_referral_report(tx, request, {callback.period});
  reply.documents.push_back(
      report_file(request, "referrals", callback.period, shop::referrers_csv(report)));
  return reply;
}

}  // namespace

void add_statistics_routes(Router& router) {
  using shop::Act;
  router.add_to_panel("admin.statistics"_msg, ShowStatistics{}, Act::see_statistics);
  router.on_press<ShowStatistics>(Act::see_statistics, db::Access::read, show_statistics);
  router.on_press<ShowChart>(Act::see_statistics, db::Access::read, show_chart);
  router.on_press<ShowDailySales>(Act::see_statistics, db::Access::read, show_daily_sales);
  router.on_press<SendDailySales>(Act::see_statistics, db::Access::read, send_daily_sales);
  router.on_press<SendReferralReport>(Act::see_statistics, db::Access::read, send_referral_report);
  router.on_press<ShowReferralReport>(Act::see_statistics, db::Access::read, show_referral_report);
}

}  // namespace bot::admin
