#include "bot/admin/actor_name.h"
#include "bot/admin/audit/history_button.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/inventory/unit_screens.h"
#include "bot/admin/routes.h"
#include "shop/stock/changes/withdrawal.h"

namespace bot::admin {
namespace {

constexpr std::string_view kNoReason;  // the chat asks for none

Reply unit_gone(const Request& request) { return show(stock_gone_screen(request.texts)); }

Reply with_history(const Request& request, std::int64_t id, Screen screen) {
  add_history(screen, request, AuditOf::product, id);
  return show(std::move(screen));
}

Reply unit_reply(db::Tx& tx, const Request& request, std::int64_t id) {
  if (const auto unit = shop::find_product(tx, id)) {
    return with_history(request, id,
                        unit_screen(request, *unit, shop::find_unit_entry(tx, id, request.now)));
  }
  const auto withdrawn = shop::find_withdrawn(tx, id);
  return withdrawn ? with_history(request, id,
                                  withdrawn_unit_screen(request, *withdrawn,
                                                        actor_name(tx, withdrawn->withdrawn_by)))
                   : unit_gone(request);
}

Reply list_units(db::Tx& tx, const Request& request, const ListUnits& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return unit_gone(request);
  }
  const auto units = shop::list_units(tx, card->product, callback.which,
                                      {callback.offset, kUnitsPerPage}, request.now);
  return show(
      units_screen(wording_of(request), card->product, callback.which, units, callback.offset));
}

Reply list_withdrawn(db::Tx& tx, const Request& request, const ListWithdrawn& callback) {
  return show(withdrawn_screen(
      request.texts, shop::withdrawn_units(tx, {callback.offset, kUnitsPerPage}), callback.offset));
}

Reply show_unit(db::Tx& tx, const Request& request, const ShowUnit& callback) {
  return unit_reply(tx, request, callback.product_id);
}

Reply show_unit_delivery(db::Tx& tx, const Request& request, const ShowUnitDelivery& callback) {
  const auto delivery = shop::find_delivery(tx, callback.product_id);
  if (!delivery) {
    return unit_reply(tx, request, callback.product_id);
  }
  Reply reply = show(unit_delivery_screen(request.texts, callback.product_id, *delivery));
  if (delivery->delivery_photo) {
    reply.pictures.push_back({.file_id = *delivery->delivery_photo});
  }
  return reply;
}

Reply withdraw_one(db::Tx& tx, const Request& request, const WithdrawUnit& callback,
                   const shop::Permit<shop::Act::withdraw_product>& permit) {
  const auto holder = callback.holder == 0 ? std::nullopt : std::optional(callback.holder);
  const auto done =
      shop::withdraw_unit(tx, callback.product_id, holder, kNoReason, permit, request.now);
  if (done) {
    return with_history(request, callback.product_id,
                        withdrawn_unit_screen(request, *done, actor_name(tx, done->withdrawn_by)));
  }
  switch (done.error().kind) {
    case shop::WithdrawRefusal::Kind::held:
      return show(held_unit_screen(wording_of(request),
                                   *shop::find_product(tx, callback.product_id),
                                   shop::find_unit_entry(tx, callback.product_id, request.now)));
    case shop::WithdrawRefusal::Kind::sold:
      return unit_reply(tx, request, callback.product_id)
          .with_alert(request.texts.label("stock.sold_meanwhile"_msg));
    case shop::WithdrawRefusal::Kind::unknown_product:
      return unit_reply(tx, request, callback.product_id);
  }
  return unit_gone(request);
}

Reply return_one(db::Tx& tx, const Request& request, const ReturnUnit& callback,
                 const shop::Permit<shop::Act::return_product>& permit) {
  shop::return_unit(tx, callback.product_id, permit, request.now);
  return unit_reply(tx, request, callback.product_id);
}

Reply ask_withdraw_offer(db::Tx& tx, const Request& request, const AskWithdrawOffer& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  return card ? show(ask_withdraw_offer_screen(wording_of(request), card->product,
                                               shop::count_offer(tx, card->product, request.now)))
              : unit_gone(request);
}

Reply withdraw_all(db::Tx& tx, const Request& request, const WithdrawOffer& callback,
                   const shop::Permit<shop::Act::withdraw_product>& permit) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return unit_gone(request);
  }
  const auto units = shop::withdraw_offer(tx, card->product, kNoReason, permit, request.now);
  return show(offer_withdrawn_screen(request.texts, card->product, units));
}

}  // namespace

void add_unit_routes(Router& router) {
  using db::Access::read;
  using shop::Act;
  router.on_press<ListUnits>(Act::see_stock, read, list_units);
  router.on_press<ListWithdrawn>(Act::see_stock, read, list_withdrawn);
  router.on_press<ShowUnit>(Act::see_stock, read, show_unit);
  router.on_press<ShowUnitDelivery>(Act::see_deliveries, read, show_unit_delivery);
  router.on_press<AskWithdrawOffer>(Act::withdraw_product, read, ask_withdraw_offer);
  router.on_act<Act::withdraw_product, WithdrawUnit>(withdraw_one);
  router.on_act<Act::withdraw_product, WithdrawOffer>(withdraw_all);
  router.on_act<Act::return_product, ReturnUnit>(return_one);
}

}  // namespace bot::admin
