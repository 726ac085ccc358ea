#include "bot/admin/orders/order_card.h"

#include "bot/admin/audit/history_button.h"
#include "bot/admin/orders/order_screens.h"

namespace bot::admin {

Reply show_order_card(db::Tx& tx, const Request& request, const OpenOrder& opened) {
  const auto card = load_order_card(tx, opened.order_id);
  if (!card) {
    return toast(request.texts.label("order.unknown"_msg));
  }
  auto screen = order_card_screen(wording_of(request), *card, request.role, opened);
  add_history(screen, request, AuditOf::order, opened.order_id);
  return show(std::move(screen));
}

}  // namespace bot::admin
