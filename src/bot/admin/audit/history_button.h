// `History`, the audit log about what a card shows.
#pragma once

#include <cstdint>

#include "bot/admin/audit/callbacks.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"

namespace bot::admin {

// Adds the button above the last row, the ways out, for those who may read the audit log.
// REQUIRES: the screen has a row.
void add_history(Screen& screen, const Request& request, AuditOf of, std::int64_t id);

}  // namespace bot::admin
