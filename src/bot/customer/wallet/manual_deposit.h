// Paying by BLIK or bank transfer.
#pragma once

#include <cstdint>

#include "base/money.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit_method.h"

namespace bot::customer {

// The instructions and the reference for that amount: of a request that the customer has begun
// already, or of a new one. REQUIRES: the method is on, and an owner approves it.
Reply ask_for_transfer(db::Tx& tx, const Request& request, shop::DepositMethod method,
                       base::Money amount);

// Whether what the customer was shown last is that deposit, and nothing was pressed since.
bool is_looking_at(db::Tx& tx, std::int64_t chat_id, std::int64_t deposit_id);

}  // namespace bot::customer
