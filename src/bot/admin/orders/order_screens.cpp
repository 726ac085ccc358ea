#include "bot/admin/orders/order_screens.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "bot/admin/actor_name.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/view/delivery_wording.h"
#include "bot/view/order_wording.h"

namespace bot::admin {
namespace {

// Leaves room for the heading; staff see longer ones in the chat of the customer.
constexpr std::size_t kMaxRevealedUnits = 3'500;
// How many replacements a card tells of: the newest.
constexpr std::size_t kReplacementsShown = 3;
constexpr std::size_t kMaxShownReasonUnits = 300;

std::string buyer(const OrderCard& card) {
  return card.customer ? person(card.customer->first_name, card.customer->username.value_or(""),
                                card.customer->id)
                       : std::to_string(card.record.order.user_id);
}

MessageId state_of(shop::DeliveryState state) {
  switch (state) {
    case shop::DeliveryState::waiting:
      return "desk.delivery_waits"_msg;
    case shop::DeliveryState::sent:
      return "desk.delivery_sent"_msg;
    case shop::DeliveryState::given_up:
      return "desk.delivery_failed"_msg;
  }
  std::unreachable();
}

std::string short_reason(std::string_view reason) {
  return base::shorten(reason, kMaxShownReasonUnits);
}

std::string refund_line(const Wording& wording, const OrderCard& card) {
  const auto& refund = card.record.refund;
  return refund ? "\n" + wording.texts.text("desk.refunded"_msg,
                                            {{"amount", wording.money(refund->amount)},
                                             {"date", wording.date(refund->created_at)},
                                             {"who", card.refunded_by},
                                             {"reason", short_reason(refund->reason)}})
                : "";
}

std::string replacement_lines(const Wording& wording, const OrderCard& card) {
  const auto& replacements = card.record.replacements;
  std::string lines;
  const auto first = replacements.size() - std::min(replacements.size(), kReplacementsShown);
  for (auto i = first; i < replacements.size(); ++i) {
    lines += "\n" + wording.texts.text("desk.replaced"_msg,
                                       {{"bad", replacements[i].bad_product_id},
                                        {"good", replacements[i].good_product_id},
                                        {"date", wording.date(replacements[i].created_at)},
                                        {"who", card.replaced_by[i]},
                                        {"reason", short_reason(replacements[i].reason)}});
  }
  return lines;
}

bool role_may(std::optional<shop::Role> role, shop::Act act) {
  return role && shop::may(*role, act);
}

bool has_money_to_return(const shop::OrderRecord& record) {
  return !record.refund && record.order.final_price > base::Money();
}

Button refund_button(const Texts& texts, std::int64_t order_id) {
  return styled(button(texts.label("desk.refund"_msg), AskRefund{order_id}), ButtonStyle::danger);
}

void add_remedies(Screen& screen, const Texts& texts, const shop::OrderRecord& record,
                  std::optional<shop::Role> role) {
  std::vector<Button> remedies;
  if (role_may(role, shop::Act::replace_unit) && !record.refund) {
    remedies.push_back(button(texts.label("desk.replace"_msg), AskReplacement{record.order.id}));
  }
  if (role_may(role, shop::Act::refund_order) && has_money_to_return(record)) {
    remedies.push_back(refund_button(texts, record.order.id));
  }
  screen.add(std::move(remedies));
}

}  // namespace

std::optional<OrderCard> load_order_card(db::Tx& tx, std::int64_t order_id) {
  auto record = shop::find_order_record(tx, order_id);
  if (!record) {
    return std::nullopt;
  }
  OrderCard card{
      .record = std::move(*record), .customer = {}, .refunded_by = {}, .replaced_by = {}};
  card.customer = shop::find_customer(tx, card.record.order.user_id);
  card.refunded_by = card.record.refund ? actor_name(tx, card.record.refund->actor) : "";
  for (const auto& replacement : card.record.replacements) {
    card.replaced_by.push_back(actor_name(tx, replacement.actor));
  }
  return card;
}

Screen found_orders_screen(const Wording& wording, const FoundOrders& found) {
  const Texts& texts = wording.texts;
  const auto typed = base::shorten(found.typed, kMaxTypedUnits);
  const auto title = found.typed.empty() ? "desk.all"_msg : "desk.found"_msg;
  const auto none = found.typed.empty() ? "desk.none"_msg : "desk.nothing_found"_msg;
  Screen screen{.text = texts.text(found.orders.items.empty() ? none : title, {{"typed", typed}})};
  for (const auto& order : found.orders.items) {
    screen.add(button(order_label(wording, order), OpenOrder{order.id}));
  }
  add_page_row(screen, texts, {found.offset, kFoundPerPage, found.orders.has_more},
               [](int at) { return ListOrders{static_cast<Offset>(at)}; });
  if (!found.typed.empty()) {
    screen.add(button(texts.label("desk.show_all"_msg), ForgetSearch{}));
  }
  return screen.add(panel_button(texts));
}

Screen order_card_screen(const Wording& wording, const OrderCard& card,
                         std::optional<shop::Role> role, const OpenOrder& opened) {
  const Texts& texts = wording.texts;
  const auto& order = card.record.order;
  Screen screen{
      .text = texts.text("desk.card"_msg,
                         {{"id", order.id},
                          {"date", wording.date(order.created_at)},
                          {"name", short_name(order.name)},
                          {"place", place_of(wording, order)},
                          {"unit", order.product_id},
                          {"customer", buyer(card)},
                          {"user_id", order.user_id},
                          {"price", wording.price(order.original_price, order.discount_applied)},
                          {"delivery", texts.label(state_of(card.record.delivery))}}) +
              refund_line(wording, card) + replacement_lines(wording, card)};
  if (role_may(role, shop::Act::see_deliveries)) {
    screen.add(button(texts.label("desk.reveal"_msg), RevealDelivery{order.id}));
  }
  add_remedies(screen, texts, card.record, role);
  if (card.customer && role_may(role, shop::Act::write_to_customer)) {
    screen.add(button(texts.label("ticket.write"_msg), WriteToCustomer{order.user_id, order.id}));
  }
  if (card.customer && role_may(role, shop::Act::see_customers)) {
    screen.add(button(short_label(buyer(card)), ShowUser{order.user_id}));
  }
  return opened.from_customer
             ? add_ways_out(screen, texts, ListUserOrders{order.user_id, opened.offset})
             : add_ways_out(screen, texts, ListOrders{});
}

Screen revealed_screen(const Wording& wording, std::int64_t order_id,
                       const shop::Delivery& delivery) {
  const Texts& texts = wording.texts;
  std::string place;
  if (delivery.location) {
    place = "\n" + texts.text("desk.revealed_place"_msg,
                              {{"latitude", delivery.location->latitude.decimal()},
                               {"longitude", delivery.location->longitude.decimal()}});
  }
  Screen screen{
      .text =
          texts.text("desk.revealed"_msg,
                     {{"id", order_id},
                      {"text", delivery_html(base::shorten(delivery.text, kMaxRevealedUnits))}}) +
          place};
  if (auto copy = copy_delivery_button(texts, delivery.text)) {
    screen.add(*std::move(copy));
  }
  return add_ways_out(screen, texts, OpenOrder{order_id});
}

Screen ask_refund_screen(const Wording& wording, const OrderCard& card) {
  const Texts& texts = wording.texts;
  const auto& order = card.record.order;
  const auto price = wording.money(order.final_price);
  Screen screen{.text =
                    texts.text("desk.ask_refund"_msg,
                               {{"id", order.id}, {"customer", buyer(card)}, {"price", price}})};
  screen.add(button(texts.label("desk.refund_whole"_msg, {{"price", price}}),
                    PickRefund{order.id, order.final_price}));
  return add_ways_out(screen, texts, OpenOrder{order.id});
}

Screen bad_refund_screen(const Wording& wording, const shop::Order& order, std::string_view typed) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("desk.bad_refund"_msg, {{"typed", base::shorten(typed, kMaxTypedUnits)},
                                                 {"price", wording.money(order.final_price)}})};
  return add_ways_out(screen, texts, OpenOrder{order.id});
}

Screen ask_refund_reason_screen(const Wording& wording, const shop::Order& order,
                                base::Money amount) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("desk.ask_refund_reason"_msg,
                                   {{"id", order.id}, {"amount", wording.money(amount)}})};
  return add_ways_out(screen, texts, AskRefund{order.id});
}

Screen confirm_refund_screen(const Wording& wording, const OrderCard& card, base::Money amount,
                             std::string_view reason) {
  const Texts& texts = wording.texts;
  const auto& order = card.record.order;
  Screen screen{.text = texts.text("desk.confirm_refund"_msg, {{"id", order.id},
                                                               {"customer", buyer(card)},
                                                               {"amount", wording.money(amount)},
                                                               {"reason", reason}})};
  screen.add(styled(button(texts.label("desk.refund_now"_msg, {{"amount", wording.money(amount)}}),
                           RefundOrder{order.id, amount}),
                    ButtonStyle::danger));
  return add_ways_out(screen, texts, OpenOrder{order.id});
}

std::string refund_refused_label(const Texts& texts, shop::RefundRefusal refusal) {
  switch (refusal) {
    case shop::RefundRefusal::unknown_order:
      return texts.label("order.unknown"_msg);
    case shop::RefundRefusal::own_order:
      return texts.label("desk.own_order"_msg);
    case shop::RefundRefusal::refunded:
      return texts.label("desk.already_refunded"_msg);
    case shop::RefundRefusal::bad_amount:
      return texts.label("desk.nothing_to_refund"_msg);
    case shop::RefundRefusal::no_reason:
    case shop::RefundRefusal::long_reason:
      return texts.label("desk.reason_lost"_msg);
    case shop::RefundRefusal::too_much_money:
      return texts.label("review.too_much_money"_msg);
  }
  std::unreachable();
}

Screen ask_replacement_screen(const Wording& wording, const OrderCard& card, std::int64_t left) {
  const Texts& texts = wording.texts;
  const auto& order = card.record.order;
  Screen screen{.text = texts.text("desk.ask_replacement"_msg, {{"id", order.id},
                                                                {"name", short_name(order.name)},
                                                                {"customer", buyer(card)},
                                                                {"left", left}})};
  screen.add(button(texts.label("desk.usual_reason"_msg), ReplaceUnit{order.id, order.product_id}));
  return add_ways_out(screen, texts, OpenOrder{order.id});
}

Screen no_unit_left_screen(const Wording& wording, const OrderCard& card,
                           std::optional<shop::Role> role) {
  const Texts& texts = wording.texts;
  const auto& order = card.record.order;
  Screen screen{.text = texts.text("desk.none_left"_msg, {{"name", short_name(order.name)},
                                                          {"place", place_of(wording, order)}})};
  if (role_may(role, shop::Act::refund_order) && has_money_to_return(card.record)) {
    screen.add(refund_button(texts, order.id));
  }
  return add_ways_out(screen, texts, OpenOrder{order.id});
}

std::string replace_refused_label(const Texts& texts, shop::ReplaceRefusal refusal) {
  switch (refusal) {
    case shop::ReplaceRefusal::unknown_order:
      return texts.label("order.unknown"_msg);
    case shop::ReplaceRefusal::own_order:
      return texts.label("desk.own_order"_msg);
    case shop::ReplaceRefusal::refunded:
      return texts.label("desk.refunded_before"_msg);
    case shop::ReplaceRefusal::replaced:
      return texts.label("desk.already_replaced"_msg);
    case shop::ReplaceRefusal::none_left:
      return texts.label("desk.none_left_now"_msg);
    case shop::ReplaceRefusal::no_reason:
    case shop::ReplaceRefusal::long_reason:
      return texts.label("desk.reason_lost"_msg);
  }
  std::unreachable();
}

Screen reason_wanted_screen(const Texts& texts) {
  return {.text = texts.text("desk.reason_wanted"_msg, {{"most", kMaxReasonUnits}}), .rows = {}};
}

}  // namespace bot::admin
