// The customer's own page.
#pragma once

#include "bot/screen.h"
#include "bot/wording.h"
#include "shop/achievement.h"
#include "shop/customer.h"

namespace bot::customer {

Screen profile_screen(const Wording& wording, const shop::Customer& customer,
                      const shop::Activity& activity);

}  // namespace bot::customer
