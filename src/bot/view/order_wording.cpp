#include "bot/view/order_wording.h"

namespace bot {

std::string order_label(const Wording& wording, const shop::Order& order) {
  return fitted_label(order.name, [&](std::string_view name) {
    return wording.texts.label("orders.button"_msg, {{"id", order.id},
                                                     {"name", std::string(name)},
                                                     {"price", wording.money(order.final_price)}});
  });
}

std::string place_of(const Wording& wording, const shop::Order& order) {
  return wording.place({order.city, order.district, order.category});
}

}  // namespace bot
