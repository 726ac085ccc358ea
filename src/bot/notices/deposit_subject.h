// A deposit that a notice is about. Inside bot/notices/ only.
#pragma once

#include <cstdint>
#include <optional>

#include "bot/notices/notices.h"
#include "bot/view/screen.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/notices.h"

namespace bot {

// The data that a notice about a deposit is rendered from: with all of its transaction to the
// customer that is as far, and the id of the one that the notice names.
struct DepositSubject {
  const NoticeRequest& request;
  const shop::Deposit& deposit;
  Wording wording;
};

// Registers `render`, which is called unless the deposit is gone.
void on_deposit(NoticeRenderers& renderers, shop::DepositNoticeKind kind,
                Sending (*render)(const DepositSubject&));

// The message that shows it, or any of its transaction, to the one who is told.
std::optional<std::int64_t> find_shown(const DepositSubject& subject);

// Edits the message that shows the deposit; as show_anew when there is none or the edit is refused.
NoticeCall show_in_place(const DepositSubject& subject, const Screen& screen);

// Sends a new message, which shows the deposit from now on.
NoticeCall show_anew(const DepositSubject& subject, const Screen& screen);

}  // namespace bot
