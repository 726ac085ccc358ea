// How customers reach the shop.
#pragma once

#include "bot/updates/request.h"
#include "bot/view/screen.h"

namespace bot::customer {

// SUPPORT_CONTACT, or else a link to each owner.
Html contact(const Texts& texts, const ShopSettings& settings);

Screen support_screen(const Texts& texts, const ShopSettings& settings);

}  // namespace bot::customer
