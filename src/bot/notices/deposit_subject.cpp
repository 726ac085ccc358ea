#include "bot/notices/deposit_subject.h"

#include "bot/updates/calls.h"
#include "shop/deposits/manual/review_message.h"
#include "shop/deposits/one_transaction.h"

namespace bot {

void on_deposit(NoticeRenderers& renderers, shop::DepositNoticeKind kind,
                Sending (*render)(const DepositSubject&)) {
  renderers.on(kind, [render](const NoticeRequest& request, const shop::DepositNotice& notice) {
    const auto deposit = shop::find_deposit(request.tx, notice.deposit_id);
    return deposit ? render({request, shop::with_its_transaction(request.tx, *deposit),
                             request.wording()})
                   : Sending();
  });
}

std::optional<std::int64_t> find_shown(const DepositSubject& subject) {
  const auto& request = subject.request;
  return shop::find_deposit_message(
      request.tx, shop::first_of_transaction(request.tx, subject.deposit), request.user_id);
}

NoticeCall show_anew(const DepositSubject& subject, const Screen& screen) {
  const auto user_id = subject.request.user_id;
  return {.call = message_with(user_id, screen),
          .on_sent = [id = shop::first_of_transaction(subject.request.tx, subject.deposit),
                      user_id](db::Tx& tx, std::int64_t message_id) {
            shop::remember_deposit_message(tx, id, user_id, message_id);
          }};
}

NoticeCall show_in_place(const DepositSubject& subject, const Screen& screen) {
  const auto user_id = subject.request.user_id;
  auto call = show_anew(subject, screen);
  if (const auto shown = find_shown(subject)) {
    call.if_refused = std::exchange(call.call, edit_to(user_id, *shown, screen));
  }
  return call;
}

}  // namespace bot
