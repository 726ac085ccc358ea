// The owners' settings in the database, how they are changed, and how each change is undone.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/settings/owner_settings.h"

namespace shop {

struct StoredSetting {
  std::string value;         // "": the default
  std::string former_value;  // before the last change
  std::int64_t version = 0;  // how often it was changed
};

// Those that were ever changed. What a newer program stored is passed over.
using StoredSettings = std::map<SettingKey, StoredSetting>;
StoredSettings stored_settings(db::Tx& tx);

// A number that grows with every change of any setting.
std::int64_t settings_version(db::Tx& tx);

// `base` with the stored values, but for those that `.env` names (`locked`), and for what does not
// fit any more.
OwnerSettings with_stored(OwnerSettings base, const StoredSettings& stored,
                          const std::set<SettingKey>& locked);

enum class SettingRefusal {
  malformed,
  locked,         // `.env` names it
  contradiction,  // fit_together
  changed_since,  // by somebody else: what was to be undone is not the last change
};

// What the shop has without the database.
struct SettingsBase {
  OwnerSettings values;
  std::set<SettingKey> locked;
};

struct SettingChange {
  std::string before;  // "": the default
  std::string after;
  std::int64_t version = 0;  // by which the change is undone
};

// `value` as read_setting reads it; "" returns to the default. Writes the audit log when it
// differs.
std::expected<SettingChange, SettingRefusal> set_setting(db::Tx& tx, const SettingKey& key,
                                                         std::string_view value,
                                                         const SettingsBase& base,
                                                         const Permit<Act::change_settings>& permit,
                                                         base::Timestamp now);

// Takes back the change that made `version`, which can be undone in turn.
std::expected<SettingChange, SettingRefusal> undo_setting(
    db::Tx& tx, const SettingKey& key, std::int64_t version, const SettingsBase& base,
    const Permit<Act::change_settings>& permit, base::Timestamp now);

}  // namespace shop
