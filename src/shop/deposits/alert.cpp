#include "shop/deposits/alert.h"

namespace shop {

void raise_alert(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                 base::Timestamp now) {
  for (const auto owner : owners) {
    enqueue(tx, kAlert, owner, alert, now);
  }
}

void raise_alert_once(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                      std::chrono::seconds quiet, base::Timestamp now) {
  for (const auto owner : owners) {
    const auto told = tx.one<std::int64_t>(
        "SELECT COUNT(*) FROM outbox WHERE user_id = $1 AND kind = $2 AND payload = $3 "
        "AND created_at > $4",
        owner, kAlert.name, json::to_text(alert), now - quiet);
    if (told == 0) {
      enqueue(tx, kAlert, owner, alert, now);
    }
  }
}

}  // namespace shop
