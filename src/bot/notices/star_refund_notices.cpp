#include "bot/notices/deposit_subject.h"
#include "bot/notices/renderers.h"
#include "shop/deposits/alert.h"

namespace bot {
namespace {

// Owners hear of it when Telegram refuses.
Sending star_refund(const DepositSubject& subject) {
  const auto& deposit = subject.deposit;
  const auto on_refused = [id = deposit.id, owners = subject.request.settings.owner_ids](
                              db::Tx& tx, base::Timestamp now) {
    shop::raise_alert(tx, owners, {.alert = shop::AlertKind::star_refund_failed, .deposit_id = id},
                      now);
  };
  return {.calls = {{.call = telegram::RefundStarPayment{.user_id = deposit.user_id,
                                                         .telegram_payment_charge_id =
                                                             deposit.stars().charge_id}}},
          .needs_chat = false,
          .on_refused = on_refused};
}

}  // namespace

void add_star_refund_notices(NoticeRenderers& renderers) {
  on_deposit(renderers, shop::kStarRefund, star_refund);
}

}  // namespace bot
