#include "bot/admin/inventory/callbacks.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/sales/low_stock_news.h"
#include "shop/stock/catalog.h"
#include "shop/stock/changes/withdrawal.h"

namespace bot {
namespace {

// The button leads to the product, from where it is restocked.
Sending low_stock(const NoticeRequest& request, const shop::LowStockNotice& notice) {
  const auto unit = shop::find_product(request.tx, notice.product_id);
  if (!unit) {
    return {};
  }
  Screen screen{.text = request.texts.plural_text(
                    "stock.low"_msg, notice.units,
                    {{"name", short_name(unit->name)},
                     {"place", request.wording().place(shop::place_of(*unit))}})};
  screen.add(button(request.texts.label("stock.show_offer"_msg), admin::ShowStockOffer{unit->id}));
  return {.calls = {{.call = message_with(request.user_id, screen)}}};
}

Sending unit_withdrawn(const NoticeRequest& request, const shop::UnitWithdrawnNotice& notice) {
  return message_to(request.user_id, request.texts.text("stock.withdrawn_from_you"_msg,
                                                        {{"name", short_name(notice.name)}}));
}

}  // namespace

void add_stock_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kLowStock, low_stock);
  renderers.on(shop::kUnitWithdrawn, unit_withdrawn);
}

}  // namespace bot
