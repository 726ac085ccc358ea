// Paying by BLIK or bank transfer.
#pragma once

#include <cstdint>
#include <optional>

#include "base/money.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/deposit_method.h"

namespace bot::customer {

struct AskedForMoney {
  Reply reply;
  std::optional<std::int64_t> deposit_id = {};  // of the request, if the method takes one
  bool is_refused = false;
};

// The instructions and the reference for that amount: of `begun`, or of a new request. REQUIRES:
// the method is on, and an owner approves it; `begun` waits.
AskedForMoney ask_for_transfer(db::Tx& tx, const Request& request, shop::DepositMethod method,
                               base::Money amount, const std::optional<shop::Deposit>& begun);

}  // namespace bot::customer
