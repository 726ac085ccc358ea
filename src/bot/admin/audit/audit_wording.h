// An entry of the audit log in words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/core/acts/audit_reading.h"
#include "shop/core/acts/rights.h"

namespace bot::admin {

struct AuditNames {
  std::map<std::int64_t, std::string> people;  // by Telegram id
  std::map<std::int64_t, std::string> keys;    // by the id of the API key
};

MessageId name_of_act(shop::Act act);

// The people whom the entries name.
std::vector<std::int64_t> people_of(const std::vector<shop::AuditRecord>& entries);
// The API keys that they name.
std::vector<std::int64_t> keys_of(const std::vector<shop::AuditRecord>& entries);

// When, who, what and on what; below it what it was before and is now. What is not known is shown
// as it stands.
std::string audit_entry(const Wording& wording, const Translations& translations,
                        const shop::AuditRecord& entry, const AuditNames& names);

}  // namespace bot::admin
