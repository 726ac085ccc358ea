// The audit log, page by page, and its filters.
#pragma once

#include <string_view>
#include <vector>

#include "bot/admin/audit/audit_wording.h"
#include "bot/admin/audit/callbacks.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"

namespace bot::admin {

inline constexpr int kAuditPerPage = 6;

struct AuditPage {
  shop::Slice<shop::AuditRecord> entries;
  AuditNames names;  // of those whom the entries and the filter name
  ListAudit filter;
};

struct AuditPerson {
  std::int64_t id = 0;
  std::string name;
};

Screen audit_screen(const Wording& wording, const Translations& translations,
                    const AuditPage& page);
Screen audit_people_screen(const Texts& texts, const std::vector<AuditPerson>& people,
                           const PickAuditPerson& asked);
// `today`: in days since 1970-01-01.
Screen ask_audit_day_screen(const Texts& texts, const AskAuditDay& asked, std::int32_t today);
Screen bad_audit_day_screen(const Texts& texts, const AskAuditDay& asked, std::string_view typed);

}  // namespace bot::admin
