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
// while there are products, deposits that may still be credited, or money in it.
std::string take_currency(db::Tx& tx, std::string_view currency);

}  // namespace shop
