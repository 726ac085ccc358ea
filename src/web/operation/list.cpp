#include "web/operation/list.h"

#include "shop/reports/daily_summary.h"
#include "shop/reports/local_time.h"

namespace web {
namespace {

constexpr int kPerPage = 50;

base::Timestamp midnight(std::chrono::local_days day, const base::TimeZone& zone) {
  return shop::moment_of(zone, std::chrono::local_time<std::chrono::milliseconds>(day));
}

}  // namespace

base::Timestamp start_of(const DayOrMoment& time, const base::TimeZone& zone) {
  const auto* day = std::get_if<std::chrono::local_days>(&time.value);
  return day ? midnight(*day, zone) : std::get<base::Timestamp>(time.value);
}

base::Timestamp end_of(const DayOrMoment& time, const base::TimeZone& zone) {
  const auto* day = std::get_if<std::chrono::local_days>(&time.value);
  return day ? midnight(*day + std::chrono::days(1), zone) : std::get<base::Timestamp>(time.value);
}

std::optional<base::Timestamp> first_moment(const std::optional<DayOrMoment>& from,
                                            const base::TimeZone& zone) {
  return from ? std::optional(start_of(*from, zone)) : std::nullopt;
}

std::optional<base::Timestamp> last_moment(const std::optional<DayOrMoment>& to,
                                           const base::TimeZone& zone) {
  return to ? std::optional(end_of(*to, zone)) : std::nullopt;
}

shop::Page page_of(const PageQuery& query) {
  const auto limit = query.per_page ? static_cast<int>(query.per_page->value) : kPerPage;
  const auto page = query.page ? static_cast<int>(query.page->value) : 1;
  return {.offset = (page - 1) * limit, .limit = limit};
}

Outcome<shop::ListPart> part_of(const ListParameters& parameters) {
  if (parameters.page && parameters.after) {
    return std::unexpected(invalid_parameter("after", "must not be given together with `page`"));
  }
  const auto page = page_of({.page = parameters.page, .per_page = parameters.per_page});
  return shop::ListPart{.after = parameters.after, .offset = page.offset, .limit = page.limit};
}

Problem unknown_place() {
  return invalid_parameter("after", "must be the `next` of a part of this list in this order");
}

}  // namespace web

namespace json {

bool Codec<web::DayOrMoment>::decode(const boost::json::value& json, web::DayOrMoment& into,
                                     Reader& reader) {
  std::string text;
  if (!Codec<std::string>::decode(json, text, reader)) {
    return false;
  }
  if (const auto day = shop::day_of_text(text)) {
    into.value = *day;
    return true;
  }
  base::Timestamp moment;
  if (!Codec<base::Timestamp>::decode(json, moment, reader)) {
    return reader.fail("must be a day such as 2026-11-24 or a time such as 2026-11-24T07:21:50Z");
  }
  into.value = moment;
  return true;
}

boost::json::object Schema<web::DayOrMoment>::make() {
  return {{"type", "string"},
          {"description", "A day of the shop's time zone (`2026-11-24`) or a moment (RFC 3339)."}};
}

}  // namespace json
