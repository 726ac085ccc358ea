// What an owner can do; called once at start.
#pragma once

#include "bot/updates/router.h"

namespace bot::admin {

// /admin.
void add_panel_routes(Router& router);
// /set_discount and the panel's `Discounts`.
void add_discount_routes(Router& router);
// The panel's `Deposits`: Approve and Reject.
void add_deposit_routes(Router& router);
// Credited deposits, and `Refund Stars`.
void add_credited_routes(Router& router);

// All of the above.
void add_routes(Router& router);

}  // namespace bot::admin
