// What the staff do with an order: see what it delivered, give the money back, replace the unit.
#include <boost/describe.hpp>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "shop/sales/order_record.h"
#include "web/api/operations.h"
#include "web/api/orders/order_view.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

// What the customer was given.
struct OrderDelivery {
  std::optional<std::string> delivery_photo;
  std::optional<base::Coordinate> delivery_latitude;
  std::optional<base::Coordinate> delivery_longitude;
  std::string delivery_text;
};
BOOST_DESCRIBE_STRUCT(OrderDelivery, (),
                      (delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

struct RefundBody {
  std::optional<base::Money> amount;  // none: all of it
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefundBody, (), (amount, reason))

struct ReplaceBody {
  std::optional<std::int64_t> bad_product_id;  // none: the one that the order has
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReplaceBody, (), (bad_product_id, reason))

constexpr ProblemKind kOwnOrder{409, "own_order", "Nobody decides on an order of their own."};
constexpr ProblemKind kRefunded{409, "refunded", "The order was refunded before."};
constexpr ProblemKind kReplaced{409, "replaced", "The order has another unit by now."};
constexpr ProblemKind kNoneLeft{409, "none_left",
                                "No free unit of the same name is left at the same place."};

Problem no_reason() { return invalid_value("reason", "must not be empty"); }
Problem long_reason(std::size_t limit) {
  return invalid_value("reason", fmt::format("must have at most {} characters", limit));
}

Problem refusal(shop::RefundRefusal refused) {
  switch (refused) {
    case shop::RefundRefusal::unknown_order:
      return kNotFound;
    case shop::RefundRefusal::own_order:
      return kOwnOrder;
    case shop::RefundRefusal::refunded:
      return kRefunded;
    case shop::RefundRefusal::bad_amount:
      return invalid_value("amount", "must be above zero and no more than the order cost");
    case shop::RefundRefusal::no_reason:
      return no_reason();
    case shop::RefundRefusal::long_reason:
      return long_reason(shop::kMaxRefundReason);
    case shop::RefundRefusal::too_much_money:
      return kTooMuchMoney;
  }
  std::unreachable();
}

Problem refusal(shop::ReplaceRefusal refused) {
  switch (refused) {
    case shop::ReplaceRefusal::unknown_order:
      return kNotFound;
    case shop::ReplaceRefusal::own_order:
      return kOwnOrder;
    case shop::ReplaceRefusal::refunded:
      return kRefunded;
    case shop::ReplaceRefusal::replaced:
      return kReplaced;
    case shop::ReplaceRefusal::none_left:
      return kNoneLeft;
    case shop::ReplaceRefusal::no_reason:
      return no_reason();
    case shop::ReplaceRefusal::long_reason:
      return long_reason(shop::kMaxReplaceReason);
  }
  std::unreachable();
}

Outcome<OrderDelivery> show_order_delivery(db::Tx& tx,
                                           const Call<shop::Act::see_deliveries, OrderPath>& call) {
  const auto delivery = shop::reveal_delivery(tx, call.parameters.id, call.permit, call.now);
  if (!delivery) {
    return std::unexpected(Problem(kNotFound));
  }
  OrderDelivery shown{.delivery_photo = delivery->photo, .delivery_text = delivery->text};
  if (delivery->location) {
    shown.delivery_latitude = delivery->location->latitude;
    shown.delivery_longitude = delivery->location->longitude;
  }
  return shown;
}

Outcome<RefundView> refund_order(db::Tx& tx,
                                 const Call<shop::Act::refund_order, OrderPath, RefundBody>& call) {
  const auto order = shop::find_order(tx, call.parameters.id);
  if (!order) {
    return std::unexpected(Problem(kNotFound));
  }
  const auto amount = call.body.amount.value_or(order->final_price);
  const auto refund =
      shop::refund_order(tx, order->id, amount, call.body.reason, call.permit, call.now);
  return refund ? Outcome<RefundView>(copy_fields<RefundView>(*refund))
                : std::unexpected(refusal(refund.error()));
}

Outcome<ReplacementView> replace_unit(
    db::Tx& tx, const Call<shop::Act::replace_unit, OrderPath, ReplaceBody>& call) {
  const auto order = shop::find_order(tx, call.parameters.id);
  if (!order) {
    return std::unexpected(Problem(kNotFound));
  }
  const auto bad = call.body.bad_product_id.value_or(order->product_id);
  const auto replacement =
      shop::replace_unit(tx, order->id, bad, call.body.reason, call.permit, call.now);
  return replacement ? Outcome<ReplacementView>(copy_fields<ReplacementView>(*replacement))
                     : std::unexpected(refusal(replacement.error()));
}

}  // namespace

void add_remedy_operations(Api& api) {
  api.write({.method = "GET",
             .path = "/api/orders/{id}/delivery",
             .id = "showOrderDelivery",
             .subject = "Orders",
             .summary = "Shows what the customer was given.",
             .details = "That it was seen stands in the audit log.",
             .notes = {{"delivery_photo", "A Telegram file id or a URL."}}},
            &show_order_delivery);
  api.write({.method = "POST",
             .path = "/api/orders/{id}/refund",
             .id = "refundOrder",
             .subject = "Orders",
             .summary = "Gives the money of an order, or a part of it, back to the wallet, once.",
             .notes = {{"amount", "Left out: all that the order cost."},
                       {"reason", "The customer reads it."}},
             .problems = {kOwnOrder, kRefunded, kTooMuchMoney},
             .key_use = KeyUse::required},
            &refund_order);
  api.write({.method = "POST",
             .path = "/api/orders/{id}/replace",
             .id = "replaceOrderUnit",
             .subject = "Orders",
             .summary = "Gives the customer another unit for one that is bad.",
             .details = "The free unit of the same name at the same place whose price is nearest "
                        "is delivered; the bad one stays sold.",
             .notes = {{"bad_product_id",
                        "The unit that is bad; with it the call is refused when the order has "
                        "another by now."},
                       {"reason", "The customer reads it."}},
             .problems = {kOwnOrder, kRefunded, kReplaced, kNoneLeft},
             .key_use = KeyUse::required},
            &replace_unit);
}

}  // namespace web
