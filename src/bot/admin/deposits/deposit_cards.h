// The cards of deposits as answers: where other screens lead.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bot/admin/deposits/credited_deposit_screens.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"

namespace bot::admin {

// Each deposit with whose it is.
std::vector<CreditedDeposit> with_customers(db::Tx& tx, std::vector<shop::Deposit> deposits);
std::optional<CreditedDeposit> find_owned(db::Tx& tx, std::int64_t deposit_id);

// Of one by BLIK or bank transfer, with what decides on it; else a toast.
Reply show_review(db::Tx& tx, const Request& request, std::int64_t deposit_id);
// With the receipt.
Reply show_review_card(db::Tx& tx, const Request& request, std::int64_t deposit_id);
// Of any; a toast when there is no such deposit.
Reply show_credit_card(db::Tx& tx, const Request& request, std::int64_t deposit_id);

}  // namespace bot::admin
