#include "bot/notices/renderers.h"
#include "shop/sales/notices.h"
#include "shop/sales/order_record.h"

namespace bot {
namespace {

Sending order_refunded(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto order = shop::find_order(request.tx, notice.order_id);
  const auto refund = shop::find_refund(request.tx, notice.order_id);
  if (!order || !refund) {
    return {};
  }
  return message_to(request.user_id,
                    request.texts.text("notice.refunded"_msg,
                                       {{"id", order->id},
                                        {"name", short_name(order->name)},
                                        {"amount", request.wording().money(refund->amount)},
                                        {"reason", refund->reason}}));
}

Sending order_replaced(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto order = shop::find_order(request.tx, notice.order_id);
  const auto replacements = shop::replacements_of(request.tx, notice.order_id);
  if (!order || replacements.empty()) {
    return {};
  }
  return message_to(request.user_id, request.texts.text("notice.replaced"_msg,
                                                        {{"id", order->id},
                                                         {"name", short_name(order->name)},
                                                         {"reason", replacements.back().reason}}));
}

}  // namespace

void add_order_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kOrderRefunded, order_refunded);
  renderers.on(shop::kOrderReplaced, order_replaced);
}

}  // namespace bot
