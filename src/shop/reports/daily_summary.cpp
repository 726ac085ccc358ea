#include "shop/reports/daily_summary.h"

#include <fmt/format.h>

#include "shop/customers/alert_topic.h"
#include "shop/reports/local_time.h"

namespace shop {
namespace {

// Without anybody before today there is no yesterday to tell of.
bool has_yesterday(db::Tx& tx, base::Timestamp today) {
  return tx.first<std::int64_t>("SELECT id FROM users WHERE created_at < $1 LIMIT 1", today)
      .has_value();
}

}  // namespace

int send_daily_summary(db::Tx& tx, std::span<const std::int64_t> owner_ids,
                       const base::TimeZone& zone, base::Timestamp now) {
  const auto today = day_at(zone, now);
  const auto midnight = std::chrono::local_time<std::chrono::milliseconds>(today);
  const auto day = text_of_day(today);
  if (now < moment_of(zone, midnight + kSummaryTime) ||
      tx.first<std::string>("SELECT day FROM daily_summaries WHERE day = $1", day) ||
      tx.execute("INSERT INTO daily_summaries (day) VALUES ($1) ON CONFLICT DO NOTHING", day) ==
          0 ||
      !has_yesterday(tx, moment_of(zone, midnight))) {
    return 0;
  }
  const auto people = who_hears(tx, AlertTopic::daily_summary, owner_ids);
  for (const auto person : people) {
    enqueue(tx, kDailySummary, person, {.day = day}, now);
  }
  tx.execute_later("DELETE FROM daily_summaries WHERE day < $1",
                   text_of_day(today - std::chrono::days(30)));
  return static_cast<int>(people.size());
}

std::string text_of_day(std::chrono::local_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::chrono::local_days> day_of_text(const std::string& text) {
  const auto start = base::parse_timestamp(text + "T00:00:00Z");
  return start ? std::optional(std::chrono::local_days(
                     std::chrono::floor<std::chrono::days>(*start).time_since_epoch()))
               : std::nullopt;
}

}  // namespace shop
