#include "bot/notices/renderers.h"
#include "shop/deposits/notices.h"
#include "shop/deposits/one_transaction.h"
#include "shop/money/ledger.h"
#include "shop/money/notices.h"

namespace bot {
namespace {

// The texts for a transfer that adds to the balance, and for one that takes from it.
struct TransferTexts {
  MessageId gives;
  MessageId takes;
};

Sending transfer_message(const NoticeRequest& request, const shop::TransferNotice& notice,
                         const TransferTexts& ids) {
  const auto movement =
      shop::find_deposit_movement(request.tx, notice.transfer_id, request.user_id);
  if (!movement) {
    return {};
  }
  const bool takes = movement->amount.is_negative();
  const auto amount = takes ? -movement->amount : movement->amount;
  const auto wording = request.wording();
  return message_to(request.user_id,
                    request.texts.text(takes ? ids.takes : ids.gives,
                                       {{"amount", wording.money(amount)},
                                        {"balance", wording.money(movement->balance_after)}}));
}

Sending adjusted(const NoticeRequest& request, const shop::TransferNotice& notice) {
  return transfer_message(request, notice,
                          {.gives = "notice.credited"_msg, .takes = "notice.debited"_msg});
}

Sending commission(const NoticeRequest& request, const shop::TransferNotice& notice) {
  return transfer_message(
      request, notice,
      {.gives = "notice.commission"_msg, .takes = "notice.commission_reversed"_msg});
}

}  // namespace

void add_transfer_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kAdjusted, adjusted);
  renderers.on(shop::kCommission, commission);
  renderers.on(shop::kCommissionReversed, commission);
}

}  // namespace bot
