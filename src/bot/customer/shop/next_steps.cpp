#include "bot/customer/shop/next_steps.h"

#include "bot/customer/shop/callbacks.h"
#include "bot/customer/wallet/callbacks.h"

namespace bot::customer {

Screen& add_next_steps(Screen& screen, const Texts& texts,
                       const std::vector<shop::Reservation>& reservations) {
  const auto label = texts.label("next.finish_purchase"_msg);
  if (reservations.size() == 1) {
    screen.add(styled(button(label, ShowReservation{reservations.front().product.id}),
                      ButtonStyle::primary));
  } else if (!reservations.empty()) {
    screen.add(styled(button(label, ShowReservations{}), ButtonStyle::primary));
  }
  return screen.add({button(texts.label("menu.shop"_msg), ShowCities{}),
                     button(texts.label("deposits.button"_msg), ShowDeposits{})});
}

}  // namespace bot::customer
