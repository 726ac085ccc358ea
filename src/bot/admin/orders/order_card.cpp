#include "bot/admin/orders/order_card.h"

#include "bot/admin/orders/order_screens.h"

namespace bot::admin {

Reply show_order_card(db::Tx& tx, const Request& request, std::int64_t order_id) {
  const auto card = load_order_card(tx, order_id);
  return card ? show(order_card_screen(wording_of(request), *card, request.role))
              : toast(request.texts.label("order.unknown"_msg));
}

}  // namespace bot::admin
