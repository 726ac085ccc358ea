#include <boost/describe.hpp>

#include "base/text.h"
#include "base/typed_amount.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/orders/order_card.h"
#include "bot/admin/orders/order_screens.h"
#include "bot/admin/routes.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

constexpr std::string_view kRefundDialog = "refund";

// What was entered so far.
struct RefundData {
  std::int64_t order_id = 0;
  std::optional<base::Money> amount;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefundData, (), (order_id, amount, reason))

std::optional<RefundData> refund_data_of(const Request& request) {
  if (!request.dialog || request.dialog->name != kRefundDialog) {
    return std::nullopt;
  }
  auto data = json::parse<RefundData>(request.dialog->data, json::Strictness::lenient);
  return data ? std::optional(*std::move(data)) : std::nullopt;
}

void save_refund(db::Tx& tx, const Request& request, const RefundData& data) {
  shop::save_dialog(tx, request.chat_id(), {std::string(kRefundDialog), json::to_text(data)},
                    request.now);
}

Reply refuse_refund(db::Tx& tx, const Request& request, std::int64_t order_id,
                    shop::RefundRefusal refusal) {
  return show_order_card(tx, request, {.order_id = order_id})
      .with_alert(refund_refused_label(request.texts, refusal));
}

// Why an order cannot be refunded at all.
std::optional<shop::RefundRefusal> check_refundable(const Request& request,
                                                    const shop::OrderRecord& record) {
  if (record.refund) {
    return shop::RefundRefusal::refunded;
  }
  if (record.order.user_id == request.sender.id) {
    return shop::RefundRefusal::own_order;
  }
  return record.order.final_price > base::Money() ? std::nullopt
                                                  : std::optional(shop::RefundRefusal::bad_amount);
}

Reply ask_amount(db::Tx& tx, const Request& request, const AskRefund& callback) {
  const auto card = load_order_card(tx, callback.order_id);
  if (!card) {
    return toast(request.texts.label("order.unknown"_msg));
  }
  if (const auto refusal = check_refundable(request, card->record)) {
    return refuse_refund(tx, request, callback.order_id, *refusal);
  }
  save_refund(tx, request, {.order_id = callback.order_id, .amount = {}, .reason = {}});
  return show(ask_refund_screen(wording_of(request), *card));
}

Reply ask_reason_for(db::Tx& tx, const Request& request, const shop::Order& order,
                     base::Money amount) {
  save_refund(tx, request, {.order_id = order.id, .amount = amount, .reason = {}});
  return show(ask_refund_reason_screen(wording_of(request), order, amount));
}

Reply pick_amount_of_refund(db::Tx& tx, const Request& request, const PickRefund& callback) {
  const auto order = shop::find_order(tx, callback.order_id);
  return order ? ask_reason_for(tx, request, *order, callback.amount)
               : toast(request.texts.label("order.unknown"_msg));
}

Reply typed_amount_of_refund(db::Tx& tx, const Request& request, const shop::Order& order) {
  const auto amount = base::read_amount(request.text, request.settings.currency);
  const bool is_payable = amount && *amount > base::Money() && *amount <= order.final_price;
  return is_payable ? ask_reason_for(tx, request, order, *amount)
                    : show(bad_refund_screen(wording_of(request), order, request.text));
}

Reply typed_reason_of_refund(db::Tx& tx, const Request& request, RefundData data) {
  data.reason = base::trim(request.text);
  if (data.reason.empty() || base::utf16_length(data.reason) > kMaxReasonUnits) {
    return show(reason_wanted_screen(request.texts));
  }
  save_refund(tx, request, data);
  const auto card = load_order_card(tx, data.order_id);
  return show(confirm_refund_screen(wording_of(request), *card, *data.amount, data.reason));
}

Reply typed_for_refund(db::Tx& tx, const Request& request,
                       const shop::Permit<shop::Act::refund_order>& /*permit*/) {
  auto data = refund_data_of(request);
  const auto order = data ? shop::find_order(tx, data->order_id) : std::nullopt;
  if (!order) {
    shop::clear_dialog(tx, request.chat_id());
    return toast(request.texts.label("callback.stale"_msg));
  }
  return data->amount ? typed_reason_of_refund(tx, request, *std::move(data))
                      : typed_amount_of_refund(tx, request, *order);
}

Reply refund_now(db::Tx& tx, const Request& request, const RefundOrder& callback,
                 const shop::Permit<shop::Act::refund_order>& permit) {
  const auto data = refund_data_of(request);
  const bool is_asked =
      data && data->order_id == callback.order_id && data->amount == callback.amount;
  const auto done = shop::refund_order(tx, callback.order_id, callback.amount,
                                       is_asked ? data->reason : "", permit, request.now);
  if (!done) {
    return refuse_refund(tx, request, callback.order_id, done.error());
  }
  return show_order_card(tx, request, {.order_id = callback.order_id})
      .with_toast(request.texts.label("desk.refund_done"_msg,
                                      {{"amount", wording_of(request).money(callback.amount)}}));
}

}  // namespace

void add_refund_routes(Router& router) {
  router.on_press<AskRefund>(shop::Act::refund_order, db::Access::write, ask_amount);
  router.on_press<PickRefund>(shop::Act::refund_order, db::Access::write, pick_amount_of_refund);
  router.on_act<shop::Act::refund_order, RefundOrder>(refund_now);
  router.on_act_dialog<shop::Act::refund_order>(std::string(kRefundDialog), typed_for_refund);
}

}  // namespace bot::admin
