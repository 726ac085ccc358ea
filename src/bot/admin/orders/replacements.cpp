#include <boost/describe.hpp>

#include "base/text.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/orders/order_card.h"
#include "bot/admin/orders/order_screens.h"
#include "bot/admin/routes.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

constexpr std::string_view kReplaceDialog = "replace";

// The unit is the one that the order had when it was asked.
struct ReplaceData {
  std::int64_t order_id = 0;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReplaceData, (), (order_id, product_id))

using ReplacePermit = shop::Permit<shop::Act::replace_unit>;

Reply refuse_replacement(db::Tx& tx, const Request& request, std::int64_t order_id,
                         shop::ReplaceRefusal refusal) {
  const auto card = load_order_card(tx, order_id);
  Reply reply = card && refusal == shop::ReplaceRefusal::none_left
                    ? show(no_unit_left_screen(wording_of(request), *card, request.role))
                    : show_order_card(tx, request, {.order_id = order_id});
  return reply.with_alert(replace_refused_label(request.texts, refusal));
}

Reply ask_for_replacement(db::Tx& tx, const Request& request, const AskReplacement& callback) {
  const auto card = load_order_card(tx, callback.order_id);
  if (!card) {
    return toast(request.texts.label("order.unknown"_msg));
  }
  const auto& order = card->record.order;
  if (card->record.refund) {
    return refuse_replacement(tx, request, order.id, shop::ReplaceRefusal::refunded);
  }
  if (order.user_id == request.sender.id) {
    return refuse_replacement(tx, request, order.id, shop::ReplaceRefusal::own_order);
  }
  const auto left = shop::count_replacements_left(tx, order);
  if (left == 0) {
    return show(no_unit_left_screen(wording_of(request), *card, request.role));
  }
  const ReplaceData data{.order_id = order.id, .product_id = order.product_id};
  shop::save_dialog(tx, request.chat_id(), {std::string(kReplaceDialog), json::to_text(data)},
                    request.now);
  return show(ask_replacement_screen(wording_of(request), *card, left));
}

Reply replace(db::Tx& tx, const Request& request, const ReplaceData& data, std::string_view reason,
              const ReplacePermit& permit) {
  const auto done =
      shop::replace_unit(tx, data.order_id, data.product_id, reason, permit, request.now);
  if (!done) {
    return refuse_replacement(tx, request, data.order_id, done.error());
  }
  return show_order_card(tx, request, {.order_id = data.order_id})
      .with_toast(request.texts.label("desk.replacement_done"_msg));
}

// The reason in the language of the customer, who reads it.
Reply replace_as_usual(db::Tx& tx, const Request& request, const ReplaceUnit& callback,
                       const ReplacePermit& permit) {
  const auto order = shop::find_order(tx, callback.order_id);
  const auto customer = order ? shop::find_customer(tx, order->user_id) : std::nullopt;
  const auto language = customer ? customer->language : std::nullopt;
  return replace(tx, request, {callback.order_id, callback.product_id},
                 request.translations.in(language).label("desk.usual_reason"_msg), permit);
}

Reply typed_reason_of_replacement(db::Tx& tx, const Request& request, const ReplacePermit& permit) {
  const auto data = json::parse<ReplaceData>(request.dialog->data, json::Strictness::lenient);
  const auto reason = base::trim(request.text);
  if (data && (reason.empty() || base::utf16_length(reason) > kMaxReasonUnits)) {
    return show(reason_wanted_screen(request.texts));
  }
  shop::clear_dialog(tx, request.chat_id());
  return data ? replace(tx, request, *data, reason, permit)
              : toast(request.texts.label("callback.stale"_msg));
}

}  // namespace

void add_replacement_routes(Router& router) {
  router.on_press<AskReplacement>(shop::Act::replace_unit, db::Access::write, ask_for_replacement);
  router.on_act<shop::Act::replace_unit, ReplaceUnit>(replace_as_usual);
  router.on_act_dialog<shop::Act::replace_unit>(std::string(kReplaceDialog),
                                                typed_reason_of_replacement);
}

}  // namespace bot::admin
