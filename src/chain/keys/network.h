// The coins and their networks (base/coin.h).
#pragma once

#include "base/coin.h"

namespace chain {

using base::code_of;
using base::Coin;
using base::name_of;
using base::Network;

}  // namespace chain
