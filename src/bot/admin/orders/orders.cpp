#include <boost/describe.hpp>

#include "base/text.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/orders/order_card.h"
#include "bot/admin/orders/order_screens.h"
#include "bot/admin/routes.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/sales/order_search.h"

namespace bot::admin {
namespace {

constexpr std::string_view kSearchDialog = "order_search";

struct SearchData {
  std::string typed;
};
BOOST_DESCRIBE_STRUCT(SearchData, (), (typed))

// What is searched for; "" when nothing is.
std::string search_of(const Request& request) {
  if (!request.dialog || request.dialog->name != kSearchDialog) {
    return "";
  }
  const auto data = json::parse<SearchData>(request.dialog->data, json::Strictness::lenient);
  return data ? data->typed : "";
}

// The press has ended the dialog: it goes on.
void keep_search(db::Tx& tx, const Request& request, std::string_view typed) {
  shop::save_dialog(
      tx, request.chat_id(),
      {std::string(kSearchDialog), json::to_text(SearchData{.typed = std::string(typed)})},
      request.now);
}

Reply show_found(db::Tx& tx, const Request& request, std::string typed, int offset) {
  keep_search(tx, request, typed);
  auto orders = shop::search_orders(tx, typed, {offset, kFoundPerPage});
  return show(found_orders_screen(
      wording_of(request),
      {.orders = std::move(orders), .offset = offset, .typed = std::move(typed)}));
}

Reply list_orders(db::Tx& tx, const Request& request, const ListOrders& callback) {
  return show_found(tx, request, search_of(request), callback.offset);
}

Reply forget_search(db::Tx& tx, const Request& request, const ForgetSearch& /*callback*/) {
  return show_found(tx, request, "", 0);
}

// One order that was found is opened at once.
Reply typed_search(db::Tx& tx, const Request& request) {
  const std::string typed(base::trim(request.text));
  const auto found = shop::search_orders(tx, typed, {0, kFoundPerPage});
  if (!typed.empty() && found.items.size() == 1) {
    keep_search(tx, request, typed);
    return show_order_card(tx, request, {.order_id = found.items.front().id});
  }
  return show_found(tx, request, typed, 0);
}

Reply open_order(db::Tx& tx, const Request& request, const OpenOrder& callback) {
  keep_search(tx, request, search_of(request));
  return show_order_card(tx, request, callback);
}

Reply reveal(db::Tx& tx, const Request& request, const RevealDelivery& callback,
             const shop::Permit<shop::Act::see_deliveries>& permit) {
  const auto delivery = shop::reveal_delivery(tx, callback.order_id, permit, request.now);
  if (!delivery) {
    return toast(request.texts.label("order.unknown"_msg));
  }
  keep_search(tx, request, search_of(request));
  Reply reply = show(revealed_screen(wording_of(request), callback.order_id, *delivery),
                     Placement::new_message);
  if (delivery->photo) {
    reply.pictures.push_back({.file_id = *delivery->photo});
  }
  return reply;
}

}  // namespace

void add_order_routes(Router& router) {
  router.add_to_panel("admin.orders"_msg, ForgetSearch{}, shop::Act::see_orders);
  router.on_press<ListOrders>(shop::Act::see_orders, db::Access::write, list_orders);
  router.on_press<ForgetSearch>(shop::Act::see_orders, db::Access::write, forget_search);
  router.on_press<OpenOrder>(shop::Act::see_orders, db::Access::write, open_order);
  router.on_act<shop::Act::see_deliveries, RevealDelivery>(reveal);
  router.on_dialog(std::string(kSearchDialog), shop::Act::see_orders, typed_search);
}

}  // namespace bot::admin
