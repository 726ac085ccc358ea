// How each setting of the owners is called and explained.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/settings/owner_settings.h"

namespace bot::admin {

enum class SettingGroup { shop, payments, rules };

struct SettingWords {
  shop::SettingName name = shop::SettingName::shop_name;
  SettingGroup group = SettingGroup::shop;
  MessageId label;
  MessageId about;  // what it does
  MessageId form;   // what a value looks like
};

const SettingWords& words_of(shop::SettingName name);
MessageId heading_of(SettingGroup group);

// One for each language or manual method, or the only one.
std::vector<shop::SettingKey> keys_of(shop::SettingName name, const Translations& translations);
// Empty: there is none of that number.
std::optional<shop::SettingKey> key_at(shop::SettingName name, std::uint8_t part,
                                       const Translations& translations);

// "Greeting (English)"; plain.
std::string setting_label(const Texts& texts, const Translations& translations,
                          const shop::SettingKey& key);
// The value as people read it, whole; plain. "not set" when it is off.
std::string setting_value(const Wording& wording, const shop::OwnerSettings& settings,
                          const shop::SettingKey& key);
// What customers see of a text, in their language; HTML.
std::string setting_preview(const Wording& wording, const Translations& translations,
                            const shop::SettingKey& key, std::string_view value);

}  // namespace bot::admin
