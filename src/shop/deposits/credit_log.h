// The log lines that operators search for, of deposits that were credited and given back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shop/deposits/deposit.h"

namespace shop {

// Of a deposit that somebody approved, or that Telegram reported: one for the customer and one for
// the referrer who got a commission. Written after the commit. `currency`: the shop's.
std::vector<std::string> credit_log(const DepositCredit& credited, std::string_view currency);

// "Referral commission: 3.00 PLN to user 789012"; empty when nobody got one.
std::optional<std::string> commission_log(const DepositCredit& credited, std::string_view currency);

// REQUIRES: it was paid in Stars.
std::string star_refund_log(const Deposit& deposit);

}  // namespace shop
