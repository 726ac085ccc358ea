// The owner's account as the shop's books know it.
#pragma once

#include "chain/keys/account.h"
#include "shop/deposits/coins/account_key.h"

namespace chain {

shop::AccountKey account_key(const Account& account);

}  // namespace chain
