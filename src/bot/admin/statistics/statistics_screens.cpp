#include "bot/admin/statistics/statistics_screens.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/statistics/callbacks.h"
#include "bot/view/deposit_wording.h"

namespace bot::admin {
namespace {

using shop::Period;

// A phone shows about so many letters of equal width.
constexpr std::size_t kColumns = 32;

struct Row {
  std::string label;
  std::string value;
};

// Letters beyond UTF-16's plane count as two, which is how wide they are.
std::string padding(std::size_t taken, std::size_t width) {
  return std::string(taken < width ? width - taken : 1, ' ');
}

// Label and value at both ends of a line.
std::string table(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows) {
    const auto taken = base::utf16_length(row.label) + base::utf16_length(row.value);
    text += row.label + padding(taken, kColumns) + row.value + "\n";
  }
  return "<pre>" + base::escape_html(base::trim(text)) + "</pre>";
}

// " ▲ 12%"; nothing where there is nothing to compare with.
std::string change(std::int64_t now, std::int64_t before) {
  if (before <= 0 || now == before) {
    return "";
  }
  const auto percent = (std::abs(now - before) * 100 + before / 2) / before;
  return fmt::format(" {} {}%", now > before ? "▲" : "▼", std::min<std::int64_t>(percent, 999));
}

std::string money_change(base::Money now, base::Money before) {
  return change(now.hundredths(), before.hundredths());
}

base::Money average(const shop::SaleFigures& sales) {
  return sales.orders == 0 ? base::Money()
                           : base::Money::hundredths(sales.revenue.hundredths() / sales.orders);
}

std::string conversion(const shop::SaleFigures& sales) {
  return sales.reservations == 0
             ? "–"
             : fmt::format("{}%",
                           std::min<std::int64_t>(100, sales.orders * 100 / sales.reservations));
}

std::string sales_table(const Wording& wording, const Statistics& figures) {
  const Texts& texts = wording.texts;
  const auto& now = figures.sales;
  const auto& before = figures.sales_before;
  return table({{texts.label("stats.orders"_msg),
                 fmt::format("{}{}", now.orders, change(now.orders, before.orders))},
                {texts.label("stats.revenue"_msg),
                 wording.money(now.revenue) + money_change(now.revenue, before.revenue)},
                {texts.label("stats.average"_msg),
                 wording.money(average(now)) + money_change(average(now), average(before))},
                {texts.label("stats.discounts"_msg), wording.money(now.discounts)},
                {texts.label("stats.refunds"_msg), wording.money(now.refunds)},
                {texts.label("stats.conversion"_msg), conversion(now)},
                {texts.label("stats.customers"_msg),
                 fmt::format("{}{}", figures.customers,
                             change(figures.customers, figures.customers_before))},
                {texts.label("stats.owed"_msg), wording.money(figures.owed)}});
}

std::string deposits_table(const Wording& wording, const Statistics& figures) {
  const Texts& texts = wording.texts;
  std::vector<Row> rows;
  for (const auto& method : figures.deposits) {
    rows.push_back({texts.label(name_of(method.method)),
                    fmt::format("{} × {}", method.completed, wording.money(method.amount))});
    if (method.reversed > 0) {
      rows.push_back(
          {texts.label("stats.taken_back"_msg),
           fmt::format("{} × {}", method.reversed, wording.money(method.reversed_amount))});
    }
  }
  return rows.empty() ? "" : "\n\n" + texts.text("stats.deposits"_msg) + "\n" + table(rows);
}

std::string sellers_list(const Wording& wording, MessageId heading,
                         const std::vector<shop::Seller>& sellers) {
  if (sellers.empty()) {
    return "";
  }
  auto text = "\n\n" + wording.texts.text(heading);
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    const auto& seller = sellers[i];
    text += "\n" + wording.texts.text(
                       "stats.seller"_msg,
                       {{"rank", i + 1},
                        {"name", base::shorten(seller.name.empty() ? seller.city : seller.name,
                                               kMaxPersonUnits)},
                        {"orders", seller.orders},
                        {"revenue", wording.money(seller.revenue)}});
  }
  return text;
}

std::string period_label(const Texts& texts, Period shown, Period period) {
  const auto name = period_name(texts, period);
  return shown == period ? "• " + name : name;
}

// The periods, and the ways between the reports.
template <class Callback>
Screen& add_periods(Screen& screen, const Texts& texts, Period shown) {
  std::vector<Button> buttons;
  for (const auto period : {Period::today, Period::week, Period::days, Period::month}) {
    buttons.push_back(button(period_label(texts, shown, period), Callback{period}));
  }
  return add_grid(screen, std::move(buttons), 2);
}

Screen& add_back(Screen& screen, const Texts& texts, Period period) {
  return screen.add(
      {button(texts.label("button.back"_msg), ShowStatistics{period}), panel_button(texts)});
}

// Columns of a line of a day.
std::string day_line(const Wording& wording, const shop::DaySales& day) {
  const auto label = day_label(wording.texts, day.day);
  const auto orders = std::to_string(day.orders);
  const auto revenue = wording.money(day.revenue);
  constexpr std::size_t kDayColumns = 6;
  constexpr std::size_t kOrderColumns = 6;
  constexpr std::size_t kRevenueColumns = 18;
  return label + padding(label.size() + orders.size(), kDayColumns + kOrderColumns) + orders +
         padding(base::utf16_length(revenue), kRevenueColumns) + revenue + "\n";
}

std::string referrer_line(const Wording& wording, std::size_t rank,
                          const shop::ReferrerFigures& referrer) {
  return wording.texts.text(
      "stats.referrer"_msg,
      {{"rank", rank},
       {"name", person(referrer.first_name, referrer.username.value_or(""), referrer.id)},
       {"earned", wording.money(referrer.earned)},
       {"referees", referrer.referees},
       {"total", wording.money(referrer.referral_earnings)}});
}

}  // namespace

Statistics load_statistics(db::Tx& tx, shop::Span span, shop::Span before) {
  return {.sales = shop::sale_figures(tx, span),
          .sales_before = shop::sale_figures(tx, before),
          .customers = shop::new_customers(tx, span),
          .customers_before = shop::new_customers(tx, before),
          .deposits = shop::deposit_figures(tx, span),
          .best = shop::best_sellers(tx, span, kBestSellers),
          .owed = shop::owed_to_customers(tx)};
}

std::string statistics_text(const Wording& wording, const Statistics& figures) {
  return sales_table(wording, figures) + deposits_table(wording, figures) +
         sellers_list(wording, "stats.best_offers"_msg, figures.best.offers) +
         (figures.best.cities.size() > 1
              ? sellers_list(wording, "stats.best_cities"_msg, figures.best.cities)
              : "");
}

Screen statistics_screen(const Wording& wording, Period period, const shop::PeriodSpans& spans,
                         const Statistics& figures) {
  const Texts& texts = wording.texts;
  const auto days = spans.first == spans.last
                        ? day_label(texts, spans.first)
                        : day_label(texts, spans.first) + " – " + day_label(texts, spans.last);
  Screen screen{.text = texts.text("stats.heading"_msg,
                                   {{"period", period_name(texts, period)}, {"days", days}}) +
                        "\n" + statistics_text(wording, figures)};
  add_periods<ShowStatistics>(screen, texts, period);
  screen.add(button(texts.label("stats.chart"_msg), ShowChart{period}));
  screen.add({button(texts.label("stats.daily"_msg), ShowDailySales{period}),
              button(texts.label("stats.referrals"_msg), ShowReferralReport{period})});
  return screen.add(panel_button(texts));
}

Screen daily_sales_screen(const Wording& wording, Period period,
                          const std::vector<shop::DaySales>& days) {
  const Texts& texts = wording.texts;
  std::string lines;
  shop::SaleFigures sum;
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    lines += day_line(wording, *day);
    sum.orders += day->orders;
    sum.revenue += day->revenue;
    sum.discounts += day->discounts;
  }
  Screen screen{
      .text = texts.text("stats.daily_heading"_msg, {{"period", period_name(texts, period)}}) +
              "\n<pre>" + base::escape_html(lines) + "</pre>\n" +
              texts.text("stats.daily_sum"_msg, {{"orders", sum.orders},
                                                 {"revenue", wording.money(sum.revenue)},
                                                 {"discounts", wording.money(sum.discounts)}})};
  screen.add(button(texts.label("stats.as_csv"_msg), SendDailySales{period}));
  add_periods<ShowDailySales>(screen, texts, period);
  return add_back(screen, texts, period);
}

Screen referral_report_screen(const Wording& wording, Period period,
                              const shop::ReferralReport& report) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("stats.referrals_heading"_msg,
                                   {{"period", period_name(texts, period)},
                                    {"referees", report.new_referees},
                                    {"commissions", wording.money(report.commissions)}})};
  screen.text += "\n";
  for (std::size_t i = 0; i < report.referrers.size(); ++i) {
    screen.text += "\n" + referrer_line(wording, i + 1, report.referrers[i]);
  }
  if (report.referrers.empty()) {
    screen.text += "\n" + texts.text("stats.no_commissions"_msg);
  } else {
    screen.add(button(texts.label("stats.as_csv"_msg), SendReferralReport{period}));
  }
  add_periods<ShowReferralReport>(screen, texts, period);
  return add_back(screen, texts, period);
}

std::string period_name(const Texts& texts, Period period) {
  switch (period) {
    case Period::today:
      return texts.label("stats.today"_msg);
    case Period::week:
      return texts.label("stats.week"_msg);
    case Period::days:
      return texts.label("stats.days"_msg);
    case Period::month:
      return texts.label("stats.month"_msg);
  }
  std::unreachable();
}

std::string day_label(const Texts& texts, std::chrono::local_days day) {
  const std::chrono::year_month_day date(day);
  return texts.label("date.day"_msg,
                     {{"month", fmt::format("{:02}", static_cast<unsigned>(date.month()))},
                      {"day", fmt::format("{:02}", static_cast<unsigned>(date.day()))}});
}

}  // namespace bot::admin
