// What owners and staff are told each morning of the day before.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/time_zone.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"

namespace shop {

struct SummaryNotice {
  std::string day;  // "2026-11-24": the morning on which it is told

  std::optional<std::int64_t> subject_id() const { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(SummaryNotice, (), (day))

inline constexpr NoticeKind<SummaryNotice> kDailySummary{"daily_summary"};

// By the clock of the shop's zone.
inline constexpr std::chrono::hours kSummaryTime{8};

// For the scheduler: from kSummaryTime on, and until the day ends, enqueues `daily_summary` for
// everybody who hears of it, once a day, also with several processes. A shop whose first customer
// came today has no yesterday, and tells nothing. Returns how many were told.
int send_daily_summary(db::Tx& tx, std::span<const std::int64_t> owner_ids,
                       const base::TimeZone& zone, base::Timestamp now);

// "2026-11-24"; empty for any other text than a day of a SummaryNotice.
std::string text_of_day(std::chrono::local_days day);
std::optional<std::chrono::local_days> day_of_text(const std::string& text);

}  // namespace shop
