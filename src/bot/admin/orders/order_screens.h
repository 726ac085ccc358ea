// Orders as staff see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/admin/orders/callbacks.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/sales/order_record.h"

namespace bot::admin {

inline constexpr int kFoundPerPage = 8;

// What was found for `typed`; "" for all orders.
struct FoundOrders {
  shop::Slice<shop::Order> orders;
  int offset = 0;
  std::string typed;
};

// An order with the names of the people that it tells of.
struct OrderCard {
  shop::OrderRecord record;
  std::optional<shop::Customer> customer;
  std::string refunded_by;
  std::vector<std::string> replaced_by;  // for each replacement
};

// Empty: there is no such order.
std::optional<OrderCard> load_order_card(db::Tx& tx, std::int64_t order_id);

Screen found_orders_screen(const Wording& wording, const FoundOrders& found);
// With the buttons of what the role may do. Back leads to where it was opened.
Screen order_card_screen(const Wording& wording, const OrderCard& card,
                         std::optional<shop::Role> role, const OpenOrder& opened);
// The text of what was delivered, and the place if there is one.
Screen revealed_screen(const Wording& wording, std::int64_t order_id,
                       const shop::Delivery& delivery);

// How much, why, and whether really.
Screen ask_refund_screen(const Wording& wording, const OrderCard& card);
Screen bad_refund_screen(const Wording& wording, const shop::Order& order, std::string_view typed);
Screen ask_refund_reason_screen(const Wording& wording, const shop::Order& order,
                                base::Money amount);
Screen confirm_refund_screen(const Wording& wording, const OrderCard& card, base::Money amount,
                             std::string_view reason);
std::string refund_refused_label(const Texts& texts, shop::RefundRefusal refusal);

// `left`: how many units could replace the order's.
Screen ask_replacement_screen(const Wording& wording, const OrderCard& card, std::int64_t left);
Screen no_unit_left_screen(const Wording& wording, const OrderCard& card,
                           std::optional<shop::Role> role);
std::string replace_refused_label(const Texts& texts, shop::ReplaceRefusal refusal);

// A text is wanted: nothing was typed, or too much.
Screen reason_wanted_screen(const Texts& texts);

}  // namespace bot::admin
