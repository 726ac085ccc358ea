#include "base/coin.h"

#include <algorithm>

#include "base/check.h"

namespace base {
namespace {

std::optional<Coin> coin_with(std::string_view CoinRow::* column, std::string_view text) {
  const auto found = std::ranges::find(coins(), text, column);
  return found == coins().end() ? std::nullopt : std::optional(found->coin);
}

}  // namespace

const CoinRow& row_of(Coin coin) {
  const auto found = std::ranges::find(coins(), coin, &CoinRow::coin);
  check(found != coins().end(), "each coin has a row");
  return *found;
}

std::optional<Coin> coin_with_code(std::string_view code) {
  return coin_with(&CoinRow::code, code);
}

std::optional<Coin> EnumNames<Coin>::find(std::string_view text) {
  return coin_with(&CoinRow::id, text);
}

}  // namespace base
