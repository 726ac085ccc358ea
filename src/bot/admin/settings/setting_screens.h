// The owners' screens of the settings.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "bot/admin/settings/callbacks.h"
#include "bot/admin/settings/setting_words.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "shop/settings/stored_settings.h"

namespace bot::admin {

// The settings as the transaction of the request sees them.
struct SettingsSeen {
  const Request& request;
  shop::StoredSettings stored;
  shop::OwnerSettings now;
};
SettingsSeen see_settings(db::Tx& tx, const Request& request);

// All of them in groups, each with its value.
Screen settings_screen(const SettingsSeen& seen);

// One of them: what it does, its value, and how it is changed. `undo`: the change just made.
Screen setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                      const shop::SettingKey& key,
                      const std::optional<std::int64_t>& undo = std::nullopt);

// Asks for a value; the next text is the answer.
Screen ask_setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                          const shop::SettingKey& key);

// As customers will see the text; saved by a press.
Screen preview_screen(const SettingsSeen& seen, const ShowSetting& which,
                      const shop::SettingKey& key, std::string_view value);

// What was sent is not a value; the dialog goes on.
Screen bad_setting_screen(const SettingsSeen& seen, const ShowSetting& which,
                          const shop::SettingKey& key, shop::SettingRefusal refusal,
                          std::string_view typed);

// For a press that finds nothing to do any more; plain.
std::string setting_refused_label(const Texts& texts, shop::SettingRefusal refusal);

}  // namespace bot::admin
