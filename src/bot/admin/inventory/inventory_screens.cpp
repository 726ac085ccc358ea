#include "bot/admin/inventory/inventory_screens.h"

#include "bot/admin/panel_screens.h"
#include "bot/admin/pictures/callbacks.h"
#include "shop/stock/low_stock.h"

namespace bot::admin {

Button InventorySteps::way_out(const Texts& texts) { return panel_button(texts); }

Button inventory_button(const Texts& texts) {
  return button(texts.label("admin.inventory"_msg), InventoryCities{});
}

Screen stock_offer_screen(const Request& request, const shop::Product& unit,
                          const shop::OfferStock& stock, int low_stock_line) {
  const Texts& texts = request.texts;
  const auto wording = wording_of(request);
  Screen screen{
      .text = texts.text("stock.offer"_msg,
                         {{"name", short_name(unit.name)},
                          {"place", wording.place(shop::place_of(unit))},
                          {"price", wording.price(unit.base_price, unit.discount_percent)},
                          {"description", base::shorten(unit.description, kMaxDescriptionUnits)},
                          {"free", stock.free},
                          {"held", stock.held},
                          {"sold", stock.sold},
                          {"withdrawn", stock.withdrawn}})};
  if (request.may(shop::Act::create_product)) {
    screen.add(styled(button(texts.label("stock.restock"_msg), BeginRestock{unit.id}),
                      ButtonStyle::primary));
  }
  screen.add(
      {button(texts.label("stock.units_in_stock"_msg),
              ListUnits{shop::UnitList::in_stock, unit.id, 0}),
       button(texts.label("stock.units_sold"_msg), ListUnits{shop::UnitList::sold, unit.id, 0})});
  if (request.may(shop::Act::edit_product)) {
    screen.add({button(texts.label("stock.edit"_msg), ShowOfferEdit{unit.id}),
                button(texts.label("picture.button"_msg), EditPicture{unit.id})});
    screen.add(button(texts.label("stock.low_line"_msg, {{"line", low_stock_line}}),
                      AskLowStockLine{unit.id}));
  }
  if (request.may(shop::Act::withdraw_product) && stock.free > 0) {
    screen.add(styled(button(texts.label("stock.withdraw_all"_msg), AskWithdrawOffer{unit.id}),
                      ButtonStyle::danger));
  }
  return screen.add({back_button(texts, InventoryOffers{unit.id, 0}), panel_button(texts)});
}

Screen load_stock_offer(db::Tx& tx, const Request& request, const shop::Product& unit) {
  return stock_offer_screen(
      request, unit, shop::count_offer(tx, unit, request.now),
      shop::low_stock_of(tx, shop::place_of(unit), unit.name, request.settings.low_stock_line)
          .line);
}

Screen stock_gone_screen(const Texts& texts) {
  Screen screen{.text = texts.text("stock.gone"_msg)};
  return screen.add({inventory_button(texts), panel_button(texts)});
}

Screen sold_out_screen(const Texts& texts, const shop::Slice<shop::Entry>& offers, int offset) {
  Screen screen{
      .text = texts.text(offers.items.empty() ? "stock.none_sold_out"_msg : "stock.sold_out"_msg)};
  for (const auto& offer : offers.items) {
    screen.add(button(short_label(offer.name), ShowStockOffer{offer.product_id}));
  }
  add_page_row(screen, texts, {offset, kSoldOutPerPage, offers.has_more},
               [](int at) { return ListSoldOut{static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, InventoryCities{}), panel_button(texts)});
}

}  // namespace bot::admin
