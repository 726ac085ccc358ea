#include "bot/admin/audit/history_button.h"

namespace bot::admin {

void add_history(Screen& screen, const Request& request, AuditOf of, std::int64_t id) {
  if (request.may(shop::Act::see_audit_log)) {
    screen.rows.insert(screen.rows.end() - 1, {button(request.texts.label("audit.history"_msg),
                                                      ListAudit{.of = of, .id = id})});
  }
}

}  // namespace bot::admin
