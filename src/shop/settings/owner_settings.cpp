#include "shop/settings/owner_settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "base/typed_amount.h"

namespace shop {
namespace {

using Value = std::string_view;

bool is_text_of(Value value, std::size_t max_units) {
  return base::is_utf8(value) && base::utf16_length(value) <= max_units;
}

// A line of visible characters.
bool is_line(Value value, std::size_t max_units) {
  return is_text_of(value, max_units) && !base::fold(value).empty() &&
         std::ranges::none_of(value, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

template <class T>
bool put(T& place, bool fits, Value value) {
  if (fits) {
    place = value;
  }
  return fits;
}

std::optional<int> number_within(Value value, int min, int max) {
  int number = 0;
  const auto* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  const bool is_number =
      read.ec == std::errc() && read.ptr == end && base::is_ascii_digit(value[0]);
  return is_number && number >= min && number <= max ? std::optional(number) : std::nullopt;
}

bool put_amount(base::Money& place, Value value) {
  const auto amount = base::Money::parse(value);
  const bool fits = amount && *amount > base::Money{};
  if (fits) {
    place = *amount;
  }
  return fits;
}

bool put_number(int& place, Value value, int min, int max) {
  const auto number = number_within(value, min, max);
  place = number.value_or(place);
  return number.has_value();
}

bool put_percent(base::Percent& place, Value value) {
  const auto percent = base::Percent::parse(value);
  place = percent.value_or(place);
  return percent.has_value();
}

bool put_minutes(std::chrono::minutes& place, Value value) {
  const auto number = number_within(value, 1, 1'440);
  place = number ? std::chrono::minutes(*number) : place;
  return number.has_value();
}

constexpr auto kRows = std::to_array<SettingRow>({
    {SettingName::shop_name, SettingParts::none, "", "", true,
     [](Value v, Value, OwnerSettings& s) {
       return put(s.shop_name, is_line(v, kMaxShopNameUnits), v);
     }},
    {SettingName::greeting, SettingParts::languages, "", "", true,
     [](Value v, Value part, OwnerSettings& s) {
       return is_text_of(v, kMaxGreetingUnits) && put(s.greetings[std::string(part)], true, v);
     }},
    {SettingName::instructions, SettingParts::manual_methods, "", "", true,
     [](Value v, Value part, OwnerSettings& s) {
       const auto method = base::find_enum<DepositMethod>(part);
       return method && is_text_of(v, kMaxSettingUnits) && put(s.instructions[*method], true, v);
     }},
    {SettingName::terms_text, SettingParts::none, "TERMS_TEXT", "", true,
     [](Value v, Value, OwnerSettings& s) {
       return put(s.terms_text, is_text_of(v, kMaxSettingUnits), v);
     }},
    {SettingName::support_contact, SettingParts::none, "SUPPORT_CONTACT", "", true,
     [](Value v, Value, OwnerSettings& s) {
       return put(s.support_contact, is_text_of(v, kMaxSettingUnits), v);
     }},
    {SettingName::referral_percent, SettingParts::none, "REFERRAL_PERCENT", "3", false,
     [](Value v, Value, OwnerSettings& s) { return put_percent(s.referral_percent, v); }},
    {SettingName::reservation_minutes, SettingParts::none, "RESERVATION_MINUTES", "15", false,
     [](Value v, Value, OwnerSettings& s) { return put_minutes(s.reservation, v); }},
    {SettingName::deposit_min, SettingParts::none, "DEPOSIT_MIN", "5", false,
     [](Value v, Value, OwnerSettings& s) { return put_amount(s.deposit_min, v); }},
    {SettingName::manual_deposit_max, SettingParts::none, "MANUAL_DEPOSIT_MAX", "10000", false,
     [](Value v, Value, OwnerSettings& s) { return put_amount(s.manual_deposit_max, v); }},
    {SettingName::low_stock_line, SettingParts::none, "", "3", false,
     [](Value v, Value, OwnerSettings& s) { return put_number(s.low_stock_line, v, 0, 500); }},
    {SettingName::large_deposit, SettingParts::none, "", "1000", false,
     [](Value v, Value, OwnerSettings& s) { return put_amount(s.large_deposit, v); }},
});

void turn_off(const SettingKey& key, OwnerSettings& settings) {
  switch (key.name) {
    case SettingName::shop_name:
      settings.shop_name.clear();
      break;
    case SettingName::greeting:
      settings.greetings.erase(key.part);
      break;
    case SettingName::instructions:
      std::erase_if(settings.instructions,
                    [&](const auto& one) { return base::text_of(one.first) == key.part; });
      break;
    case SettingName::terms_text:
      settings.terms_text.clear();
      break;
    case SettingName::support_contact:
      settings.support_contact.clear();
      break;
    case SettingName::referral_percent:
    case SettingName::reservation_minutes:
    case SettingName::deposit_min:
    case SettingName::manual_deposit_max:
    case SettingName::low_stock_line:
    case SettingName::large_deposit:
      break;  // they have a default
  }
}

bool has_part(const SettingRow& row, std::string_view part) {
  switch (row.parts) {
    case SettingParts::none:
      return part.empty();
    case SettingParts::languages:
      return part.size() >= 2 && part.size() <= 3 &&
             std::ranges::all_of(part, [](char c) { return c >= 'a' && c <= 'z'; });
    case SettingParts::manual_methods: {
      const auto method = base::find_enum<DepositMethod>(part);
      return method && family_of(*method) == DepositFamily::manual;
    }
  }
  return false;
}

template <class Map, class Key>
std::string found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? "" : found->second;
}

}  // namespace

std::string to_text(const SettingKey& key) {
  const std::string name(text_of(key.name));
  return key.part.empty() ? name : name + ":" + key.part;
}

std::optional<SettingKey> parse_setting_key(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const auto name = base::find_enum<SettingName>(text.substr(0, colon));
  const auto part = text.substr(std::min(colon + 1, text.size()));
  if (!name || !has_part(row_of(*name), part)) {
    return std::nullopt;
  }
  return SettingKey{*name, std::string(part)};
}

std::span<const SettingRow> setting_rows() { return kRows; }

const SettingRow& row_of(SettingName name) {
  const auto* const found = std::ranges::find(kRows, name, &SettingRow::name);
  base::check(found != kRows.end(), "every setting has a row");
  return *found;
}

std::string_view env_name(const SettingKey& key) {
  const auto& row = row_of(key.name);
  return row.parts == SettingParts::manual_methods
             ? row_of(base::find_enum<DepositMethod>(key.part).value()).setting
             : row.env;
}

bool read_setting(const SettingKey& key, std::string_view value, OwnerSettings& settings) {
  const auto& row = row_of(key.name);
  const auto set = value.empty() ? row.default_value : value;
  if (set.empty()) {
    turn_off(key, settings);
    return true;
  }
  return row.read(set, key.part, settings);
}

std::string value_of(const OwnerSettings& settings, const SettingKey& key) {
  switch (key.name) {
    case SettingName::shop_name:
      return settings.shop_name;
    case SettingName::greeting:
      return found_in(settings.greetings, key.part);
    case SettingName::instructions:
      return found_in(settings.instructions, base::find_enum<DepositMethod>(key.part).value());
    case SettingName::terms_text:
      return settings.terms_text;
    case SettingName::support_contact:
      return settings.support_contact;
    case SettingName::referral_percent:
      return std::to_string(settings.referral_percent.value());
    case SettingName::reservation_minutes:
      return std::to_string(settings.reservation.count());
    case SettingName::deposit_min:
      return settings.deposit_min.decimal();
    case SettingName::manual_deposit_max:
      return settings.manual_deposit_max.decimal();
    case SettingName::low_stock_line:
      return std::to_string(settings.low_stock_line);
    case SettingName::large_deposit:
      return settings.large_deposit.decimal();
  }
  return {};
}

OwnerSettings default_settings() {
  OwnerSettings settings;
  for (const auto& row : kRows) {
    if (!row.default_value.empty()) {
      row.read(row.default_value, "", settings);
    }
  }
  return settings;
}

bool fit_together(const OwnerSettings& settings) {
  return settings.deposit_min <= settings.manual_deposit_max;
}

std::string as_value(const SettingKey& key, std::string_view typed, std::string_view currency) {
  const auto text = base::trim(typed);
  switch (key.name) {
    case SettingName::shop_name:
      return base::squeeze(text);
    case SettingName::greeting:
    case SettingName::instructions:
    case SettingName::terms_text:
    case SettingName::support_contact:
      return std::string(text);
    case SettingName::referral_percent: {
      const auto percent = base::read_percent(text);
      return percent ? std::to_string(percent->value()) : std::string(text);
    }
    case SettingName::reservation_minutes:
    case SettingName::low_stock_line:
      return base::fold(text);
    case SettingName::deposit_min:
    case SettingName::manual_deposit_max:
    case SettingName::large_deposit: {
      const auto amount = base::read_amount(text, currency);
      return amount ? amount->decimal() : std::string(text);
    }
  }
  return {};
}

}  // namespace shop
