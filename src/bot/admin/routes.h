// The owners' routes; called once at start. Each part adds its commands and its buttons of the
// panel, which are shown in the order of add_routes.
#pragma once

#include "bot/updates/router.h"

namespace bot::admin {

// /admin.
void add_panel_routes(Router& router);
// The panel's `Inventory`: places, offers, units.
void add_inventory_routes(Router& router);
// A new product, or more units of one.
void add_product_routes(Router& router);
void add_units_routes(Router& router);
// Single units: who has them, withdrawing, and back.
void add_unit_routes(Router& router);
// An offer's texts, price and low-stock line, a unit's delivery.
void add_edit_routes(Router& router);
// /set_discount and the panel's `Discounts`.
void add_discount_routes(Router& router);
// Discounts of many units, and of those that have an end.
void add_scope_discount_routes(Router& router);
// The panel's `Orders`: search, the card of an order, its delivery.
void add_order_routes(Router& router);
void add_refund_routes(Router& router);
void add_replacement_routes(Router& router);
// The panel's `Tickets`: list, threads, closing.
void add_ticket_routes(Router& router);
// Answers to tickets, also as replies to messages, and `Write to customer`.
void add_answer_routes(Router& router);
// The panel's `Deposits`: Approve and Reject.
void add_review_routes(Router& router);
// Credited deposits, and `Refund Stars`.
void add_credited_deposit_routes(Router& router);
// The picture of an offer.
void add_picture_routes(Router& router);
// The panel's `Statistics`.
void add_statistics_routes(Router& router);
// The panel's `Alerts`.
void add_alert_routes(Router& router);

// The panel's `Users`: the list, the search, the card.
void add_user_routes(Router& router);
// A customer's orders, deposits and running account.
void add_user_history_routes(Router& router);
void add_user_adjustment_routes(Router& router);
// Bans, messages to a customer, roles.
void add_user_act_routes(Router& router);

// The panel's `Staff`.
void add_staff_routes(Router& router);
void add_key_routes(Router& router);
// /dashboard.
void add_dashboard_routes(Router& router);
// The panel's `Audit log`.
void add_audit_routes(Router& router);
// First steps of a new shop.
void add_first_step_routes(Router& router);
// Settings of the whole shop.
void add_setting_routes(Router& router);

// All of the above.
void add_routes(Router& router);

}  // namespace bot::admin
