#include "bot/admin/settings/setting_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "bot/view/deposit_wording.h"
#include "shop/settings/setting_edit.h"

namespace bot::admin {
namespace {

using shop::SettingName;

constexpr auto kWords = std::to_array<SettingWords>({
    {SettingName::shop_name, SettingGroup::shop, "settings.shop_name"_msg,
     "settings.shop_name.about"_msg, "settings.shop_name.form"_msg},
    {SettingName::greeting, SettingGroup::shop, "settings.greeting"_msg,
     "settings.greeting.about"_msg, "settings.greeting.form"_msg},
    {SettingName::support_contact, SettingGroup::shop, "settings.support_contact"_msg,
     "settings.support_contact.about"_msg, "settings.text.form"_msg},
    {SettingName::terms_text, SettingGroup::shop, "settings.terms_text"_msg,
     "settings.terms_text.about"_msg, "settings.text.form"_msg},
    {SettingName::instructions, SettingGroup::payments, "settings.instructions"_msg,
     "settings.instructions.about"_msg, "settings.text.form"_msg},
    {SettingName::deposit_min, SettingGroup::payments, "settings.deposit_min"_msg,
     "settings.deposit_min.about"_msg, "settings.amount.form"_msg},
    {SettingName::manual_deposit_max, SettingGroup::payments, "settings.manual_deposit_max"_msg,
     "settings.manual_deposit_max.about"_msg, "settings.amount.form"_msg},
    {SettingName::large_deposit, SettingGroup::payments, "settings.large_deposit"_msg,
     "settings.large_deposit.about"_msg, "settings.amount.form"_msg},
    {SettingName::referral_percent, SettingGroup::rules, "settings.referral_percent"_msg,
     "settings.referral_percent.about"_msg, "settings.referral_percent.form"_msg},
    {SettingName::reservation_minutes, SettingGroup::rules, "settings.reservation_minutes"_msg,
     "settings.reservation_minutes.about"_msg, "settings.reservation_minutes.form"_msg},
    {SettingName::low_stock_line, SettingGroup::rules, "settings.low_stock_line"_msg,
     "settings.low_stock_line.about"_msg, "settings.low_stock_line.form"_msg},
});

// What payments look like in a preview.
constexpr int kSampleUnits = 100;
constexpr std::string_view kSampleReference = "AB12CD";

}  // namespace

const SettingWords& words_of(SettingName name) {
  const auto* const found = std::ranges::find(kWords, name, &SettingWords::name);
  base::check(found != kWords.end(), "every setting has words");
  return *found;
}

MessageId heading_of(SettingGroup group) {
  switch (group) {
    case SettingGroup::shop:
      return "settings.group.shop"_msg;
    case SettingGroup::payments:
      return "settings.group.payments"_msg;
    case SettingGroup::rules:
      return "settings.group.rules"_msg;
  }
  return "settings.group.rules"_msg;
}

std::vector<shop::SettingKey> keys_of(SettingName name, const Translations& translations) {
  std::vector<std::string> languages;
  for (const Texts& offered : translations.all()) {
    languages.emplace_back(offered.language());
  }
  return shop::keys_of(name, languages);
}

std::optional<shop::SettingKey> key_at(SettingName name, std::uint8_t part,
                                       const Translations& translations) {
  auto keys = keys_of(name, translations);
  return part < keys.size() ? std::optional(std::move(keys[part])) : std::nullopt;
}

std::string setting_label(const Texts& texts, const Translations& translations,
                          const shop::SettingKey& key) {
  const auto label = words_of(key.name).label;
  switch (shop::row_of(key.name).parts) {
    case shop::SettingParts::none:
      return texts.label(label);
    case shop::SettingParts::languages:
      return texts.label(label, {{"part", translations.in(key.part).label("language.name"_msg)}});
    case shop::SettingParts::manual_methods:
      return texts.label(
          label,
          {{"part", texts.label(name_of(base::find_enum<shop::DepositMethod>(key.part).value()))}});
  }
  return {};
}

std::string setting_value(const Wording& wording, const shop::OwnerSettings& settings,
                          const shop::SettingKey& key) {
  const Texts& texts = wording.texts;
  switch (key.name) {
    case SettingName::shop_name:
    case SettingName::greeting:
    case SettingName::instructions:
    case SettingName::terms_text:
    case SettingName::support_contact: {
      auto value = value_of(settings, key);
      return value.empty() ? texts.label("settings.not_set"_msg) : value;
    }
    case SettingName::referral_percent:
      return texts.label("discount.preset"_msg, {{"percent", settings.referral_percent.value()}});
    case SettingName::reservation_minutes:
      return texts.plural_label("time.minutes"_msg, settings.reservation.count());
    case SettingName::deposit_min:
      return wording.money(settings.deposit_min);
    case SettingName::manual_deposit_max:
      return wording.money(settings.manual_deposit_max);
    case SettingName::low_stock_line:
      return std::to_string(settings.low_stock_line);
    case SettingName::large_deposit:
      return wording.money(settings.large_deposit);
  }
  return {};
}

std::string setting_preview(const Wording& wording, const Translations& translations,
                            const shop::SettingKey& key, std::string_view value) {
  const Texts& texts = wording.texts;
  switch (key.name) {
    case SettingName::instructions:
      return texts.text(
          "manual.instructions"_msg,
          {{"method", texts.label(name_of(base::find_enum<shop::DepositMethod>(key.part).value()))},
           {"amount", wording.money(base::Money::units(kSampleUnits))},
           {"reference", kSampleReference},
           {"instructions", value}});
    case SettingName::terms_text:
      return texts.text("terms.text"_msg, {{"terms", value}});
    case SettingName::support_contact:
      return texts.text("support.contact"_msg, {{"contact", value}});
    case SettingName::greeting:
      return translations.in(key.part).text("menu.greeting"_msg, {{"greeting", value}});
    case SettingName::shop_name:
      return texts.text("menu.shop_name"_msg, {{"shop", value}});
    case SettingName::referral_percent:
    case SettingName::reservation_minutes:
    case SettingName::deposit_min:
    case SettingName::manual_deposit_max:
    case SettingName::low_stock_line:
    case SettingName::large_deposit:
      return base::escape_html(value);
  }
  return {};
}

}  // namespace bot::admin
