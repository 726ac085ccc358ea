// What a handler is given for an update.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/random.h"
#include "bot/updates/incoming.h"
#include "bot/updates/navigation.h"
#include "bot/view/shop_settings.h"
#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/core/acts/permit.h"
#include "shop/core/dialog.h"
#include "shop/customers/customer.h"

namespace bot {

// An update together with what the transaction has loaded for it.
struct Request : Incoming {
  shop::Customer customer = {};
  bool is_new = false;                          // registered by this update
  std::optional<shop::Customer> referrer = {};  // whose link a new customer followed
  std::optional<shop::Dialog> dialog = {};      // as it stood when the update came
  std::optional<shop::Role> role = {};          // of the staff

  const Texts& texts;  // in the customer's language
  const Translations& translations;
  const Navigation& navigation;
  const ShopSettings& settings;  // the same from start to end
  base::Random& random;
  base::Timestamp now = {};

  bool may(shop::Act act) const { return role && shop::may(*role, act); }
  // What the sender's acts are done with; empty when they may not.
  template <shop::Act act>
  std::optional<shop::Permit<act>> permit() const {
    return role ? shop::permit<act>(shop::Actor::staff(*role, sender.id)) : std::nullopt;
  }
};

// In the customer's language.
inline Wording wording_of(const Request& request) {
  return {request.texts, request.settings.currency, request.settings.zone};
}

}  // namespace bot
