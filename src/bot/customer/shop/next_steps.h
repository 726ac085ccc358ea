// What a customer may want next once something happened to their money.
#pragma once

#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/sales/reservation.h"

namespace bot::customer {

// Below a message about a deposit: to the purchase that can be finished, the shop and the deposits.
Screen& add_next_steps(Screen& screen, const Texts& texts,
                       const std::vector<shop::Reservation>& reservations);

}  // namespace bot::customer
