#include "shop/deposits/alert.h"

#include <utility>

namespace shop {

AlertTopic topic_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::credit_taken_back:
    case AlertKind::stars_taken_back:
    case AlertKind::star_refund_failed:
      return AlertTopic::deposit_taken_back;
    case AlertKind::large_deposit:
      return AlertTopic::large_deposit;
    case AlertKind::delivery_not_sent:
      return AlertTopic::delivery_not_sent;
    case AlertKind::chain_stopped:
    case AlertKind::chain_stalled:
    case AlertKind::chain_goes_on:
    case AlertKind::address_not_issued:
    case AlertKind::backends_disagree:
    case AlertKind::backends_down:
    case AlertKind::rates_stale:
    case AlertKind::second_poller:
    case AlertKind::webhook_in_the_way:
    case AlertKind::webhook_changed:
    case AlertKind::clock_is_off:
    case AlertKind::clock_is_right:
    case AlertKind::payment_kept:
    case AlertKind::webhook_given_up:
    case AlertKind::webhook_gone:
      return AlertTopic::backend_trouble;
  }
  std::unreachable();
}

void raise_alert(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                 base::Timestamp now) {
  for (const auto person : who_hears(tx, topic_of(alert.alert), owners)) {
    enqueue(tx, kAlert, person, alert, now);
  }
}

void raise_alert_once(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                      std::chrono::seconds quiet, base::Timestamp now) {
  for (const auto person : who_hears(tx, topic_of(alert.alert), owners)) {
    const auto told = tx.one<std::int64_t>(
        "SELECT COUNT(*) FROM outbox WHERE user_id = $1 AND kind = $2 AND payload = $3 "
        "AND created_at > $4",
        person, kAlert.name, json::to_text(alert), now - quiet);
    if (told == 0) {
      enqueue(tx, kAlert, person, alert, now);
    }
  }
}

}  // namespace shop
