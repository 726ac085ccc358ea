#include "shop/settings/setting_edit.h"

#include <fmt/format.h>

namespace shop {

std::vector<SettingKey> keys_of(SettingName name, std::span<const std::string> languages) {
  std::vector<SettingKey> keys;
  switch (row_of(name).parts) {
    case SettingParts::none:
      keys.push_back({name});
      break;
    case SettingParts::languages:
      for (const auto& language : languages) {
        keys.push_back({name, language});
      }
      break;
    case SettingParts::manual_methods:
      for (const auto& method : deposit_methods()) {
        if (method.family == DepositFamily::manual) {
          keys.push_back({name, std::string(method.id)});
        }
      }
      break;
  }
  return keys;
}

void lock_settings(db::Tx& tx, const SettingKey& key, base::Timestamp now) {
  tx.execute(
      "INSERT INTO settings (name, value, former_value, version, changed_by, changed_at) "
      "VALUES ($1, '', '', 0, '', $2) ON CONFLICT (name) DO NOTHING",
      to_text(key), now);
  tx.query(fmt::format("SELECT name FROM settings ORDER BY name{}", tx.for_update()));
}

}  // namespace shop
