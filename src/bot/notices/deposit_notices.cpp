#include <utility>

#include "bot/notices/deposit_subject.h"
#include "bot/notices/renderers.h"
#include "bot/view/deposit_wording.h"
#include "shop/deposits/chain_deposit.h"
#include "shop/deposits/manual/review_message.h"

namespace bot {
namespace {

NoticeCall progress_call(const DepositSubject& subject) {
  const auto confirmations = shop::confirmations_of(subject.request.tx, subject.deposit);
  return show_in_place(
      subject,
      {.text = deposit_card(subject.wording, subject.deposit, confirmations).text, .rows = {}});
}

Sending progress(const DepositSubject& subject) { return {.calls = {progress_call(subject)}}; }

Sending completed(const DepositSubject& subject) {
  const auto& [request, deposit, wording] = subject;
  const auto& customer = request.sources.customer(request.user_id);
  const auto balance = customer ? customer->balance : base::Money();
  auto sending = message_to(
      request.user_id,
      request.texts.text("notice.deposit_completed"_msg, {{"amount", wording.money(deposit.amount)},
                                                          {"balance", wording.money(balance)}}));
  if (shop::find_deposit_message(request.tx, deposit.id, request.user_id)) {
    sending.calls.insert(sending.calls.begin(), progress_call(subject));
  }
  return sending;
}

Sending say_amount(const DepositSubject& subject, MessageId text) {
  const auto& [request, deposit, wording] = subject;
  const auto manual = deposit.manual_or_none();
  return message_to(request.user_id,
                    request.texts.text(text, {{"amount", deposit_amount(wording, deposit)},
                                              {"reason", reason_text(request.texts, manual.reason)},
                                              {"reference", manual.reference}}));
}

}  // namespace

void add_deposit_notices(NoticeRenderers& renderers) {
  on_deposit(renderers, shop::kDepositSeen, progress);
  on_deposit(renderers, shop::kDepositProgress, progress);
  on_deposit(renderers, shop::kDepositCompleted, completed);
  on_deposit(renderers, shop::kDepositTooSmall, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_too_small"_msg);
  });
  on_deposit(renderers, shop::kDepositReplaced, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_replaced"_msg);
  });
  on_deposit(renderers, shop::kDepositReversed, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_reversed"_msg);
  });
  on_deposit(renderers, shop::kDepositRejected, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_rejected"_msg);
  });
  on_deposit(renderers, shop::kDepositExpired, [](const DepositSubject& subject) {
    return say_amount(subject, "notice.deposit_expired"_msg);
  });
}

}  // namespace bot
