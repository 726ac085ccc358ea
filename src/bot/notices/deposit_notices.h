// What customers, referrers and owners are told about deposits.
#pragma once

#include <cstdint>
#include <vector>

#include "bot/notices/notices.h"
#include "bot/updates/context.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"

namespace bot {

// `kind` is one of those that name a deposit, or `alert`; `texts` are the reader's. Empty when the
// deposit is gone, or has nothing more to say.
std::vector<NoticeCall> deposit_notice(db::Tx& tx, const Context& context, const Texts& texts,
                                       const shop::ClaimedNotice& notice, std::int64_t deposit_id);

// To a referrer, about a commission or its reversal.
std::vector<NoticeCall> commission_notice(db::Tx& tx, const Context& context, const Texts& texts,
                                          const shop::ClaimedNotice& notice,
                                          std::int64_t transfer_id);

// To an owner, about what only he can put right.
std::vector<NoticeCall> alert_notice(const Texts& texts, const shop::ClaimedNotice& notice);

}  // namespace bot
