// How prices, times, places and names are written on every screen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "base/text.h"
#include "base/time_zone.h"
#include "bot/view/translations.h"
#include "shop/stock/catalog.h"

namespace bot {

// Limits in UTF-16 units, to which text from customers and owners is shortened, so that every
// screen stays within the Bot API's 4096.
inline constexpr std::size_t kMaxNameUnits = 100;
inline constexpr std::size_t kMaxPersonUnits = 64;
inline constexpr std::size_t kMaxLabelUnits = 30;  // what a phone shows of a button
inline constexpr std::size_t kMaxTypedUnits = 60;  // of what was typed, said again
inline constexpr std::size_t kMaxDescriptionUnits = 2000;
inline constexpr std::size_t kMaxCaptionUnits = 1024;  // Bot API: of a text below a picture
inline constexpr std::size_t kMaxTermsUnits = 3500;
inline constexpr std::size_t kMaxInstructionsUnits = 3500;
inline constexpr std::size_t kMaxReasonUnits = 500;

// The texts of one language together with the shop's currency and time zone. Copy it; keeps
// references to the first two.
struct Wording {
  const Texts& texts;
  std::string_view currency;
  base::TimeZone zone = {};

  // "79.50 PLN", "1 079,50 zł".
  std::string money(base::Money amount) const;
  // "79.50", to be copied into another program.
  std::string plain_amount(base::Money amount) const;
  // "+1,079.50 PLN", "−80.00 PLN": a movement in a column of such.
  std::string signed_money(base::Money amount) const;
  // "100 PLN" or "<s>100 PLN</s> 80 PLN 🔥 -20%".
  Html price(base::Money base_price, base::Percent discount) const;
  // The same for a button, which has no strikethrough: "80 PLN 🔥 -20%".
  std::string price_label(base::Money base_price, base::Percent discount) const;
  // "3 left", "99+ left", and for 0 that every unit is reserved.
  std::string left(int available) const;
  // "14 minutes": whole minutes, rounded down.
  std::string time_left(base::Timestamp until, base::Timestamp now) const;
  // The date and the minute in the shop's time zone.
  std::string date(base::Timestamp time) const;
  // The day without the year, for buttons.
  std::string day(base::Timestamp time) const;
  // "Warsaw → Center → Vouchers".
  std::string place(const shop::Place& place) const;
};

// A product's or place's name, shortened; not escaped.
std::string short_name(std::string_view name);
// For a button.
std::string short_label(std::string_view label);

// `label_of(name)`, the name shortened until the label is one for a button.
template <class LabelOf>
std::string fitted_label(std::string_view name, LabelOf label_of) {
  const auto taken = base::utf16_length(label_of(""));
  const auto room = taken < kMaxLabelUnits ? kMaxLabelUnits - taken : 1;
  return short_label(label_of(base::shorten(name, room)));
}
// A customer's display name: the first name, else @username, else the id; shortened, not escaped.
std::string person(std::string_view first_name, std::string_view username, std::int64_t id);

}  // namespace bot
