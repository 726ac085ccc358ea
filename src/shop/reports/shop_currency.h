// The currency of the shop's money: amounts are kept without one, so it stays what it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "db/core/tx.h"

namespace shop {

// Empty before a program has noted it.
std::optional<std::string> shop_currency(db::Tx& tx);

// Notes that the shop's money is in that currency, and returns the one that it is in: another one
// while there are products, pending deposits or money in it. Of an empty shop whose currency
// changes, rates and quotes are forgotten.
std::string take_currency(db::Tx& tx, std::string_view currency);

}  // namespace shop
