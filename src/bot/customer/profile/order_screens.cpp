#include "bot/customer/profile/order_screens.h"

#include "base/text.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/support/callbacks.h"
#include "bot/view/delivery_wording.h"
#include "bot/view/order_wording.h"

namespace bot::customer {
namespace {

// Leaves room for the rest of the card; the whole is sent again by its button.
constexpr std::size_t kMaxDeliveryUnits = 2'500;

Button orders_button(const Texts& texts) {
  return button(texts.label("profile.orders"_msg), ShowOrders{});
}

std::string refund_line(const Wording& wording, const std::optional<shop::Refund>& refund) {
  return refund ? "\n\n" + wording.texts.text("order.refunded"_msg,
                                              {{"amount", wording.money(refund->amount)},
                                               {"reason", refund->reason}})
                : "";
}

}  // namespace

Screen order_done_screen(const Wording& wording, const shop::Order& order, base::Money balance) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("order.done"_msg, {{"id", order.id},
                                                      {"name", short_name(order.name)},
                                                      {"place", place_of(wording, order)},
                                                      {"price", wording.money(order.final_price)},
                                                      {"balance", wording.money(balance)}})};
  return screen.add({orders_button(texts), menu_button(texts)});
}

Screen order_screen(const Wording& wording, const shop::Order& order, std::string_view delivery,
                    const std::optional<shop::Refund>& refund) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("order.card"_msg,
                                   {{"id", order.id},
                                    {"name", short_name(order.name)},
                                    {"place", place_of(wording, order)},
                                    {"price", wording.money(order.final_price)},
                                    {"date", wording.date(order.created_at)},
                                    {"delivery",
                                     delivery_html(base::shorten(delivery, kMaxDeliveryUnits))}}) +
                        refund_line(wording, refund)};
  if (auto copy = copy_delivery_button(texts, delivery)) {
    screen.add(styled(*std::move(copy), ButtonStyle::primary));
  }
  screen.add(button(texts.label("order.send_again"_msg), SendDeliveryAgain{order.id}));
  screen.add(button(texts.label("order.problem"_msg), ReportProblem{order.id}));
  return screen.add({button(texts.label("button.back"_msg), ShowOrders{}), menu_button(texts)});
}

Screen orders_screen(const Wording& wording, const shop::Slice<shop::Order>& orders, int offset) {
  const Texts& texts = wording.texts;
  const auto id = orders.items.empty() ? "orders.none"_msg : "orders.title"_msg;
  Screen screen{.text = texts.text(id)};
  for (const shop::Order& order : orders.items) {
    screen.add(button(order_label(wording, order), ShowOrder{order.id}));
  }
  add_page_row(screen, texts, {offset, kOrdersPerPage, orders.has_more},
               [](int at) { return ShowOrders{static_cast<Offset>(at)}; });
  return screen.add({button(texts.label("button.back"_msg), ShowProfile{}), menu_button(texts)});
}

}  // namespace bot::customer
