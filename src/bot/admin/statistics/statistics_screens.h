// The screens of figures: texts whose columns stand below each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "db/core/tx.h"
#include "shop/reports/figures.h"
#include "shop/reports/period.h"
#include "shop/reports/referral_report.h"

namespace bot::admin {

inline constexpr int kBestSellers = 5;
inline constexpr int kTopReferrers = 10;
inline constexpr int kReferrersInFile = 10'000;

// What the screen of a span says.
struct Statistics {
  shop::SaleFigures sales;
  shop::SaleFigures sales_before;
  std::int64_t customers = 0;  // new ones
  std::int64_t customers_before = 0;
  std::vector<shop::DepositFigures> deposits;
  shop::BestSellers best;
  base::Money owed;
};

Statistics load_statistics(db::Tx& tx, shop::Span span, shop::Span before);

// The figures with their change against the span before.
std::string statistics_text(const Wording& wording, const Statistics& statistics);

Screen statistics_screen(const Wording& wording, shop::Period period,
                         const shop::PeriodSpans& spans, const Statistics& statistics);
Screen daily_sales_screen(const Wording& wording, shop::Period period,
                          const std::vector<shop::DaySales>& days);
Screen referral_report_screen(const Wording& wording, shop::Period period,
                              const shop::ReferralReport& report);

// "Last 7 days".
std::string period_name(const Texts& texts, shop::Period period);

// "24.11" of the day.
std::string day_label(const Texts& texts, std::chrono::local_days day);

}  // namespace bot::admin
