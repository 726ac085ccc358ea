// Callbacks of the owners' buttons about settings.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "shop/settings/owner_settings.h"

namespace bot::admin {

struct ShowSettings {
  static constexpr std::string_view tag = "settings";
};
BOOST_DESCRIBE_STRUCT(ShowSettings, (), ())

// `part`: which language or method, as the setting's keys are counted (setting_words.h).
struct ShowSetting {
  static constexpr std::string_view tag = "setting";
  shop::SettingName name = shop::SettingName::shop_name;
  std::uint8_t part = 0;
};
BOOST_DESCRIBE_STRUCT(ShowSetting, (), (name, part))

// The next text is the value.
struct AskSetting {
  static constexpr std::string_view tag = "setting_ask";
  shop::SettingName name = shop::SettingName::shop_name;
  std::uint8_t part = 0;
};
BOOST_DESCRIBE_STRUCT(AskSetting, (), (name, part))

// Sets the text that the dialog has shown as customers will see it.
struct SaveSetting {
  static constexpr std::string_view tag = "setting_save";
};
BOOST_DESCRIBE_STRUCT(SaveSetting, (), ())

// Back to the default.
struct ResetSetting {
  static constexpr std::string_view tag = "setting_reset";
  shop::SettingName name = shop::SettingName::shop_name;
  std::uint8_t part = 0;
};
BOOST_DESCRIBE_STRUCT(ResetSetting, (), (name, part))

struct UndoSetting {
  static constexpr std::string_view tag = "setting_undo";
  shop::SettingName name = shop::SettingName::shop_name;
  std::uint8_t part = 0;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(UndoSetting, (), (name, part, version))

struct ShowFirstSteps {
  static constexpr std::string_view tag = "first_steps";
};
BOOST_DESCRIBE_STRUCT(ShowFirstSteps, (), ())

struct HideFirstSteps {
  static constexpr std::string_view tag = "first_steps_hide";
};
BOOST_DESCRIBE_STRUCT(HideFirstSteps, (), ())

// Every way to pay, and how it is switched on.
struct ShowWaysToPay {
  static constexpr std::string_view tag = "ways_to_pay";
};
BOOST_DESCRIBE_STRUCT(ShowWaysToPay, (), ())

// Name, greetings and picture.
struct ShowLook {
  static constexpr std::string_view tag = "shop_look";
};
BOOST_DESCRIBE_STRUCT(ShowLook, (), ())

}  // namespace bot::admin
