#include "bot/admin/discounts/scope_screens.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/stock/discounts/bulk_discount.h"

namespace bot {
namespace {

Sending discount_done(const NoticeRequest& request, const shop::DiscountNotice& notice) {
  const auto discount = shop::find_bulk_discount(request.tx, notice.bulk_discount_id);
  return discount ? Sending{.calls = {{.call = message_with(
                                           request.user_id,
                                           admin::bulk_screen(request.wording(), *discount))}}}
                  : Sending{};
}

}  // namespace

void add_discount_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kDiscountDone, discount_done);
}

}  // namespace bot
