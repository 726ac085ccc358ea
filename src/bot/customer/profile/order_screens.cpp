#include "bot/customer/profile/order_screens.h"

#include "base/text.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/view/delivery_wording.h"

namespace bot::customer {
namespace {

// Leaves room for the rest of the card; the whole is sent again by its button.
constexpr std::size_t kMaxDeliveryUnits = 2'500;

std::string place_of(const Wording& wording, const shop::Order& order) {
  return wording.place({order.city, order.district, order.category});
}

Button orders_button(const Texts& texts) {
  return button(texts.label("profile.orders"_msg), ShowOrders{});
}

std::string order_label(const Wording& wording, const shop::Order& order) {
  return fitted_label(order.name, [&](std::string_view name) {
    return wording.texts.label("orders.button"_msg, {{"id", order.id},
                                                     {"name", std::string(name)},
                                                     {"price", wording.money(order.final_price)}});
  });
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

Screen order_screen(const Wording& wording, const shop::Order& order, std::string_view delivery) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text(
                    "order.card"_msg,
                    {{"id", order.id},
                     {"name", short_name(order.name)},
                     {"place", place_of(wording, order)},
                     {"price", wording.money(order.final_price)},
                     {"date", wording.date(order.created_at)},
                     {"delivery", delivery_html(base::shorten(delivery, kMaxDeliveryUnits))}})};
  if (auto copy = copy_delivery_button(texts, delivery)) {
    screen.add(styled(*std::move(copy), ButtonStyle::primary));
  }
  screen.add(button(texts.label("order.send_again"_msg), SendDeliveryAgain{order.id}));
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
