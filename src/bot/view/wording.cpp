#include "bot/view/wording.h"

#include <chrono>

#include <fmt/format.h>

#include "base/text.h"

namespace bot {
namespace {

std::string two_digits(std::int64_t number) { return fmt::format("{:02}", number); }

}  // namespace

std::string Wording::money(base::Money amount) const {
  return base::with_currency(amount, currency);
}

std::string Wording::signed_money(base::Money amount) const {
  return (amount.is_negative() ? "" : "+") + money(amount);
}

Html Wording::price(base::Money base_price, base::Percent discount) const {
  const auto id = discount.value() == 0 ? "price.plain"_msg : "price.discounted"_msg;
  return {texts.text(id, {{"base", money(base_price)},
                          {"price", money(base::discounted(base_price, discount))},
                          {"percent", discount.value()}})};
}

std::string Wording::price_label(base::Money base_price, base::Percent discount) const {
  const auto id = discount.value() == 0 ? "price.plain"_msg : "price.button_discounted"_msg;
  return texts.label(id, {{"price", money(base::discounted(base_price, discount))},
                          {"percent", discount.value()}});
}

std::string Wording::left(int available) const {
  if (available >= shop::kAvailableCap) {
    return texts.label("shop.left_many"_msg);
  }
  return available == 0 ? texts.label("shop.all_held"_msg)
                        : texts.plural_label("shop.left"_msg, available);
}

std::string Wording::time_left(base::Timestamp until, base::Timestamp now) const {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(until - now).count();
  return minutes < 1 ? texts.label("time.under_a_minute"_msg)
                     : texts.plural_label("time.minutes"_msg, minutes);
}

std::string Wording::date(base::Timestamp time) const {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day calendar(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return texts.label("date.time"_msg,
                     {{"year", static_cast<int>(calendar.year())},
                      {"month", two_digits(static_cast<unsigned>(calendar.month()))},
                      {"day", two_digits(static_cast<unsigned>(calendar.day()))},
                      {"hour", two_digits(clock.hours().count())},
                      {"minute", two_digits(clock.minutes().count())}});
}

std::string Wording::place(const shop::Place& place) const {
  return texts.label("place.path"_msg, {{"city", short_name(place.city)},
                                        {"district", short_name(place.district)},
                                        {"category", short_name(place.category)}});
}

std::string short_name(std::string_view name) { return base::shorten(name, kMaxNameUnits); }

std::string short_label(std::string_view label) { return base::shorten(label, kMaxLabelUnits); }

std::string person(std::string_view first_name, std::string_view username, std::int64_t id) {
  if (!base::trim(first_name).empty()) {
    return base::shorten(first_name, kMaxPersonUnits);
  }
  return username.empty() ? std::to_string(id) : "@" + base::shorten(username, kMaxPersonUnits);
}

}  // namespace bot
