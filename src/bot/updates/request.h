// What a handler is given for an update.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/time_zone.h"
#include "bot/updates/incoming.h"
#include "bot/updates/navigation.h"
#include "bot/view/deposit_settings.h"
#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/core/acts/permit.h"
#include "shop/core/dialog.h"
#include "shop/customers/customer.h"

namespace bot {

// What the owner has set for the whole shop. Empty texts mean that the setting is unset.
struct ShopSettings {
  std::string bot_username;  // without @, for links
  std::string currency = "PLN";
  base::TimeZone zone = {};  // of the times that people read
  std::chrono::minutes reservation{15};
  std::vector<std::int64_t> owner_ids;
  std::string terms_text;
  std::string terms_url;
  std::string support_contact;
  DepositSettings deposits;

  bool is_owner(std::int64_t user_id) const {
    return std::ranges::find(owner_ids, user_id) != owner_ids.end();
  }
};

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
  const ShopSettings& settings;
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
