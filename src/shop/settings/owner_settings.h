// The settings that owners change while the shop runs: the values, and the one table that says how
// each is read. `.env` reads the same values by the same rules.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/deposit_method.h"

namespace shop {

// Of a text, in UTF-16 units, so that it fits into a message with what the bot writes around it.
inline constexpr std::size_t kMaxSettingUnits = 3500;
inline constexpr std::size_t kMaxShopNameUnits = 64;   // Bot API, setMyName
inline constexpr std::size_t kMaxGreetingUnits = 500;  // Bot API, setMyDescription, takes 512

// Empty texts and lists are settings that are off.
struct OwnerSettings {
  std::string shop_name;
  std::map<std::string, std::string> greetings;       // by language
  std::map<DepositMethod, std::string> instructions;  // of manual methods that are on
  std::string terms_text;
  std::string support_contact;
  base::Percent referral_percent;
  std::chrono::minutes reservation{};
  base::Money deposit_min;
  base::Money manual_deposit_max;
  int low_stock_line = 0;     // units left of an offer at which the staff are told
  base::Money large_deposit;  // from which on a deposit is told as large
};

enum class SettingName {
  shop_name,
  greeting,      // one for each language
  instructions,  // one for each manual method
  terms_text,
  support_contact,
  referral_percent,
  reservation_minutes,
  deposit_min,
  manual_deposit_max,
  low_stock_line,
  large_deposit,
};
BOOST_DESCRIBE_ENUM(SettingName, shop_name, greeting, instructions, terms_text, support_contact,
                    referral_percent, reservation_minutes, deposit_min, manual_deposit_max,
                    low_stock_line, large_deposit)

// Which setting: the greeting in "pl", the instructions for "blik". Others have no part.
struct SettingKey {
  SettingName name = SettingName::shop_name;
  std::string part = {};

  friend auto operator<=>(const SettingKey&, const SettingKey&) = default;
};

// As it is stored and logged: "deposit_min", "greeting:pl".
std::string to_text(const SettingKey& key);
// Empty: no setting is called so.
std::optional<SettingKey> parse_setting_key(std::string_view text);

// What the parts of a setting are.
enum class SettingParts { none, languages, manual_methods };

struct SettingRow {
  SettingName name = SettingName::shop_name;
  SettingParts parts = SettingParts::none;
  std::string_view env;            // its name in `.env`; "": none, or that of each method
  std::string_view default_value;  // "": off
  bool is_text = false;            // that customers read
  // Reads a value as `.env` and the database have it into its place; false: it is malformed.
  bool (*read)(std::string_view value, std::string_view part, OwnerSettings& settings) = nullptr;
};

// Every setting once, in the order in which they are shown.
std::span<const SettingRow> setting_rows();
const SettingRow& row_of(SettingName name);

// The name in `.env`, such as "BLIK_INSTRUCTIONS"; "" without one.
std::string_view env_name(const SettingKey& key);

// Reads a value into its place; an empty one is the default. False: it is malformed, and nothing is
// changed.
bool read_setting(const SettingKey& key, std::string_view value, OwnerSettings& settings);

// The value in its place, as read_setting reads it; "" when it is off.
std::string value_of(const OwnerSettings& settings, const SettingKey& key);

// With every default.
OwnerSettings default_settings();

// What no single value shows: the smallest deposit is not above the largest that people approve.
bool fit_together(const OwnerSettings& settings);

// What somebody typed ("3 %", "12,5", "1 000 zł", "１２") as read_setting reads it; as it is when
// it cannot be understood. REQUIRES: `typed` is UTF-8.
std::string as_value(const SettingKey& key, std::string_view typed, std::string_view currency);

}  // namespace shop
