// A deposit that a notice is about. Inside bot/notices/ only.
#pragma once

#include <string>

#include "bot/notices/notices.h"
#include "bot/view/screen.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/notices.h"

namespace bot {

// All that a notice about a deposit is rendered from.
struct DepositSubject {
  const NoticeRequest& request;
  const shop::Deposit& deposit;
  Wording wording;
};

// `render` is called unless the deposit is gone.
void on_deposit(NoticeRenderers& renderers, shop::DepositNoticeKind kind,
                Sending (*render)(const DepositSubject&));

// In place of the message that shows the deposit there, or as one that does from now on.
NoticeCall show_in_place(const DepositSubject& subject, const Screen& screen);

// A new message that shows the deposit from now on.
NoticeCall show_anew(const DepositSubject& subject, const Screen& screen);

}  // namespace bot
