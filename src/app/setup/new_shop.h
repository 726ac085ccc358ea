// The database of a shop that has just been set up.
#pragma once

#include <string>

#include "app/settings/settings.h"
#include "base/error.h"

namespace app {

struct NewShop {
  std::string blik_instructions;  // "": as they are
  std::string bank_instructions;
  bool sample_goods = false;  // if there are no goods yet
};

// Brings the database up to date, and keeps there what owners change in the chat. May be repeated.
// Errors as db::open and db::migrate; invalid: the currency is another than the shop's.
base::Result<void> prepare_new_shop(const Settings& settings, const NewShop& shop);

}  // namespace app
