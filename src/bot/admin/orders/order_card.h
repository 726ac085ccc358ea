// The card of an order as an answer: where the steps of its acts lead back.
#pragma once

#include "bot/admin/orders/callbacks.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"

namespace bot::admin {

// A toast when there is no such order.
Reply show_order_card(db::Tx& tx, const Request& request, const OpenOrder& opened);

}  // namespace bot::admin
