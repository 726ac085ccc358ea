#include "bot/view/wording.h"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "base/text.h"

namespace bot {
namespace {

std::string_view between(std::string_view sample, char before, char after) {
  const auto from = sample.find(before) + 1;
  return sample.substr(from, sample.find(after) - from);
}

// ",50" with the decimal point of the sample "1,234.50".
std::string decimals_like(std::string_view sample, base::Money amount) {
  return fmt::format("{}{:02}", between(sample, '4', '5'), std::abs(amount.hundredths()) % 100);
}

// The magnitude, with the points and groups of the sample "1,234.50".
std::string number_like(std::string_view sample, base::Money amount, bool with_decimals) {
  constexpr std::size_t kGroupDigits = 3;
  auto text = std::to_string(std::abs(amount.hundredths()) / 100);
  for (auto at = text.size(); at > kGroupDigits;) {
    at -= kGroupDigits;
    text.insert(at, between(sample, '1', '2'));
  }
  return text + (with_decimals ? decimals_like(sample, amount) : "");
}

// What people call the currency.
std::string currency_name(const Texts& texts, std::string_view currency) {
  return currency == "PLN" ? texts.label("currency.pln"_msg) : std::string(currency);
}

std::string two_digits(std::int64_t number) { return fmt::format("{:02}", number); }

}  // namespace

std::string Wording::money(base::Money amount) const {
  const bool is_whole = amount.hundredths() % 100 == 0;
  return texts.label("money.amount"_msg,
                     {{"number", (amount.is_negative() ? "−" : "") +
                                     number_like(texts.label("number.sample"_msg), amount,
                                                 /*with_decimals=*/!is_whole)},
                      {"currency", currency_name(texts, currency)}});
}

std::string Wording::plain_amount(base::Money amount) const {
  const auto sample = texts.label("number.sample"_msg);
  const bool is_whole = amount.hundredths() % 100 == 0;
  return fmt::format("{}{}", amount.hundredths() / 100,
                     is_whole ? "" : decimals_like(sample, amount));
}

std::string Wording::signed_money(base::Money amount) const {
  return texts.label("money.amount"_msg,
                     {{"number", (amount.is_negative() ? "−" : "+") +
                                     number_like(texts.label("number.column_sample"_msg), amount,
                                                 /*with_decimals=*/true)},
                      {"currency", currency_name(texts, currency)}});
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
  const auto local = time + zone.offset_at(time);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day calendar(day);
  const std::chrono::hh_mm_ss clock(local - day);
  return texts.label("date.time"_msg,
                     {{"year", static_cast<int>(calendar.year())},
                      {"month", two_digits(static_cast<unsigned>(calendar.month()))},
                      {"day", two_digits(static_cast<unsigned>(calendar.day()))},
                      {"hour", two_digits(clock.hours().count())},
                      {"minute", two_digits(clock.minutes().count())}});
}

std::string Wording::day(base::Timestamp time) const {
  const auto local = time + zone.offset_at(time);
  const std::chrono::year_month_day calendar(std::chrono::floor<std::chrono::days>(local));
  return texts.label("date.day"_msg,
                     {{"month", two_digits(static_cast<unsigned>(calendar.month()))},
                      {"day", two_digits(static_cast<unsigned>(calendar.day()))}});
}

std::string Wording::place(const shop::Place& place) const {
  return texts.label("place.path"_msg, {{"city", short_name(place.city)},
                                        {"district", short_name(place.district)},
                                        {"category", short_name(place.category)}});
}

std::string short_name(std::string_view name) { return base::shorten(name, kMaxNameUnits); }

std::string short_label(std::string_view label) { return base::shorten(label, kMaxLabelUnits); }

std::string person(std::string_view first_name, std::string_view username, std::int64_t id) {
  // Shortened first, so that the end of what turns the writing is not cut off.
  if (auto name = base::legible(base::shorten(first_name, kMaxPersonUnits)); !name.empty()) {
    return name;
  }
  return username.empty() ? std::to_string(id) : "@" + base::shorten(username, kMaxPersonUnits);
}

}  // namespace bot
