#include "shop/deposits/coins/coin.h"

#include <fmt/format.h>

#include "base/check.h"

namespace shop {
namespace {

__int128 worth_in_hundredths(std::int64_t amount_sat, base::Money price) {
  const auto product = static_cast<__int128>(amount_sat) * price.hundredths();
  return (product + kSatPerCoin / 2) / kSatPerCoin;
}

}  // namespace

std::string coins_text(std::int64_t amount_sat) {
  auto text = fmt::format("{}.{:08}", amount_sat / kSatPerCoin, amount_sat % kSatPerCoin);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

base::Money worth_of(std::int64_t amount_sat, base::Money price) {
  base::check(amount_sat >= 0 && !price.is_negative(), "a worth is of amounts that are there");
  base::check(is_worth_in_range(amount_sat, price), "the worth is within Money's range");
  return base::Money::hundredths(static_cast<std::int64_t>(worth_in_hundredths(amount_sat, price)));
}

std::int64_t coins_for(base::Money amount, base::Money price) {
  base::check(amount > base::Money() && price > base::Money(), "coins are asked for an amount");
  const auto wanted = static_cast<__int128>(amount.hundredths()) * kSatPerCoin;
  return static_cast<std::int64_t>((wanted + price.hundredths() - 1) / price.hundredths());
}

bool is_worth_in_range(std::int64_t amount_sat, base::Money price) {
  return worth_in_hundredths(amount_sat, price) <= base::Money::max_hundredths;
}

}  // namespace shop
