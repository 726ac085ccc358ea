#include "shop/settings/stored_settings.h"

#include <boost/describe.hpp>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/settings/setting_edit.h"

namespace shop {
namespace {

struct SettingRecord {
  std::string name;
  std::string value;
  std::string former_value;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SettingRecord, (), (name, value, former_value, version))

constexpr std::string_view kSettingColumns = "name, value, former_value, version";

// What the audit log says of a change.
struct SettingDetails {
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(SettingDetails, (), (before, after))

// Of all settings, so that two changes are checked together.
StoredSettings locked_settings(db::Tx& tx, const SettingKey& key, base::Timestamp now) {
  lock_settings(tx, key, now);
  return stored_settings(tx);
}

std::optional<SettingRefusal> check_value(const StoredSettings& stored, const SettingKey& key,
                                          std::string_view value, const SettingsBase& base) {
  if (base.locked.contains(key)) {
    return SettingRefusal::locked;
  }
  OwnerSettings alone = base.values;
  if (!read_setting(key, value, alone)) {
    return SettingRefusal::malformed;
  }
  auto changed = stored;
  changed[key].value = value;
  OwnerSettings all = base.values;
  for (const auto& [name, one] : changed) {
    if (!base.locked.contains(name)) {
      read_setting(name, one.value, all);
    }
  }
  return fit_together(all) ? std::nullopt : std::optional(SettingRefusal::contradiction);
}

SettingChange change(db::Tx& tx, const SettingKey& key, const StoredSetting& stored,
                     std::string_view value, const Permit<Act::change_settings>& permit,
                     base::Timestamp now) {
  SettingChange done{
      .before = stored.value, .after = std::string(value), .version = stored.version};
  if (done.before == done.after) {
    return done;
  }
  ++done.version;
  tx.execute(
      "UPDATE settings SET value = $2, former_value = value, version = version + 1, "
      "changed_by = $3, changed_at = $4 WHERE name = $1",
      to_text(key), value, permit.actor(), now);
  record(tx, permit,
         {.subject = "setting:" + to_text(key),
          .details = json::to_text(SettingDetails{.before = done.before, .after = done.after})},
         now);
  return done;
}

}  // namespace

StoredSettings stored_settings(db::Tx& tx) {
  StoredSettings stored;
  for (auto& row : tx.all<SettingRecord>(fmt::format("SELECT {} FROM settings", kSettingColumns))) {
    if (const auto key = parse_setting_key(row.name)) {
      stored[*key] = {.value = std::move(row.value),
                      .former_value = std::move(row.former_value),
                      .version = row.version};
    }
  }
  return stored;
}

std::int64_t settings_version(db::Tx& tx) {
  return tx.one<std::int64_t>("SELECT COALESCE(CAST(sum(version) AS bigint), 0) FROM settings");
}

OwnerSettings with_stored(OwnerSettings base, const StoredSettings& stored,
                          const std::set<SettingKey>& locked) {
  const OwnerSettings without = base;
  for (const auto& [key, one] : stored) {
    if (!locked.contains(key)) {
      read_setting(key, one.value, base);
    }
  }
  if (!fit_together(base)) {
    base.deposit_min = without.deposit_min;
    base.manual_deposit_max = without.manual_deposit_max;
  }
  return base;
}

std::expected<SettingChange, SettingRefusal> set_setting(db::Tx& tx, const SettingKey& key,
                                                         std::string_view value,
                                                         const SettingsBase& base,
                                                         const Permit<Act::change_settings>& permit,
                                                         base::Timestamp now) {
  const auto stored = locked_settings(tx, key, now);
  if (const auto refusal = check_value(stored, key, value, base)) {
    return std::unexpected(*refusal);
  }
  return change(tx, key, stored.at(key), value, permit, now);
}

std::expected<SettingChange, SettingRefusal> undo_setting(
    db::Tx& tx, const SettingKey& key, std::int64_t version, const SettingsBase& base,
    const Permit<Act::change_settings>& permit, base::Timestamp now) {
  const auto stored = locked_settings(tx, key, now);
  const auto& last = stored.at(key);
  if (last.version != version || version == 0) {
    return std::unexpected(SettingRefusal::changed_since);
  }
  if (const auto refusal = check_value(stored, key, last.former_value, base)) {
    return std::unexpected(*refusal);
  }
  return change(tx, key, last, last.former_value, permit, now);
}

}  // namespace shop
