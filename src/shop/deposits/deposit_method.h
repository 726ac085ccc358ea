// The ways in which money comes in: one table. A method is an enumerator and a row here, and its
// name in locales/*.po.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/coin.h"
#include "base/enum_text.h"
#include "shop/money/ledger.h"

namespace shop {

using base::Coin;

enum class DepositMethod : std::uint8_t { btc, ltc, blik, bank, stars };
BOOST_DESCRIBE_ENUM(DepositMethod, btc, ltc, blik, bank, stars)

enum class DepositFamily : std::uint8_t {
  chain,   // a coin's chain says that it is paid
  manual,  // an owner does
  stars,   // Telegram does
};

struct DepositMethodRow {
  DepositMethod method = DepositMethod::btc;
  std::string_view id;  // in the database: "blik"
  DepositFamily family = DepositFamily::chain;
  LedgerAccount account;          // from which deposits come
  std::optional<Coin> coin = {};  // of the family `chain`
  std::string_view setting = {};  // of the family `manual`: how customers pay; unset: it is off
  const char* message_id = "";    // of its name, in locales/*.po
};

// Each method once, in the order in which the bot offers them.
std::span<const DepositMethodRow> deposit_methods();

const DepositMethodRow& row_of(DepositMethod method);
inline DepositFamily family_of(DepositMethod method) { return row_of(method).family; }

DepositMethod method_of(Coin coin);
std::optional<Coin> coin_of(DepositMethod method);  // empty: not paid in coins

// The methods of a family as a list in SQL: "('blik', 'bank')".
std::string methods_sql(DepositFamily family);

}  // namespace shop

template <>
struct base::EnumNames<shop::DepositMethod> {
  static std::string_view text(shop::DepositMethod method) { return shop::row_of(method).id; }
  static std::optional<shop::DepositMethod> find(std::string_view text);
  static constexpr std::size_t longest() { return 8; }
};
