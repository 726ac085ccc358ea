// The card of an order as an answer: where the steps of its acts lead back.
#pragma once

#include <cstdint>

#include "bot/updates/reply.h"
#include "bot/updates/request.h"

namespace bot::admin {

// A toast when there is no such order.
Reply show_order_card(db::Tx& tx, const Request& request, std::int64_t order_id);

}  // namespace bot::admin
