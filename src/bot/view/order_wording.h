// How orders are written on buttons and in lists.
#pragma once

#include <string>

#include "bot/view/wording.h"
#include "shop/sales/order.h"

namespace bot {

// For a button: number, name and price.
std::string order_label(const Wording& wording, const shop::Order& order);

// "Warsaw → Center → Vouchers".
std::string place_of(const Wording& wording, const shop::Order& order);

}  // namespace bot
