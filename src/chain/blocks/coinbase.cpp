#include "chain/blocks/coinbase.h"

#include <algorithm>

#include "base/check.h"

namespace chain {
namespace {

constexpr std::uint8_t kOpZero = 0x00;
constexpr std::uint8_t kBeforeOpOne = 0x50;
constexpr std::int64_t kHighestOpcode = 16;

bool states_height(const Block& block, std::int64_t height) {
  const auto& coinbase = block.transactions.front();
  const auto expected = height_script(height);
  const auto script = coinbase.first_input_script;
  return coinbase.is_coinbase && script.size() >= expected.size() &&
         std::ranges::equal(script.first(expected.size()), expected);
}

}  // namespace

// As a script pushes a number: least significant byte first, its highest bit is the sign.
Bytes height_script(std::int64_t height) {
  base::check(height >= 0, "heights begin at zero");
  if (height <= kHighestOpcode) {
    return {static_cast<std::uint8_t>(height == 0 ? kOpZero : kBeforeOpOne + height)};
  }
  Bytes number;
  for (auto rest = height; rest > 0; rest >>= 8) {
    number.push_back(static_cast<std::uint8_t>(rest));
  }
  if ((number.back() & 0x80) != 0) {
    number.push_back(0);
  }
  number.insert(number.begin(), static_cast<std::uint8_t>(number.size()));
  return number;
}

bool may_stand_at(const Block& block, std::int64_t height, Coin coin, Network network) {
  if (height < row_of(coin).on(network).bip34_height) {
    return network != Network::main;
  }
  return states_height(block, height);
}

}  // namespace chain
