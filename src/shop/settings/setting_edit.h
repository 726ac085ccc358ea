// What an edit of all settings at once needs: which there are, and that nobody else edits them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/settings/owner_settings.h"

namespace shop {

// One for each part, when the setting has some. `languages`: those that the shop offers.
std::vector<SettingKey> keys_of(SettingName name, std::span<const std::string> languages);

// Locks all settings, and makes the row of that one first: whoever locks the same one waits.
void lock_settings(db::Tx& tx, const SettingKey& key, base::Timestamp now);

}  // namespace shop
