// The customer's own page.
#pragma once

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/achievement.h"
#include "shop/customers/customer.h"

namespace bot::customer {

Screen profile_screen(const Wording& wording, const shop::Customer& customer,
                      const shop::Activity& activity);

}  // namespace bot::customer
