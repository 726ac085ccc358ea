// Orders: right after the purchase, in the list, and opened again.
#pragma once

#include <optional>
#include <string_view>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/core/page.h"
#include "shop/sales/order.h"
#include "shop/sales/refund.h"

namespace bot::customer {

inline constexpr int kOrdersPerPage = 8;

// Right after the purchase; the delivery follows below it.
Screen order_done_screen(const Wording& wording, const shop::Order& order, base::Money balance);

// With the text of its delivery, and what was given back.
Screen order_screen(const Wording& wording, const shop::Order& order, std::string_view delivery,
                    const std::optional<shop::Refund>& refund = {});

Screen orders_screen(const Wording& wording, const shop::Slice<shop::Order>& orders, int offset);

}  // namespace bot::customer
