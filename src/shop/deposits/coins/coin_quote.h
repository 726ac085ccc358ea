// How many coins a customer was asked for, and by which rate: it is kept for them for a while.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/coins/exchange_rate.h"

namespace shop {

struct CoinQuote {
  std::int64_t amount_sat = 0;
  ExchangeRate rate;
  base::Timestamp valid_until;
};

// Asks for `amount` at that address by that rate, rounded up to a satoshi; replaces an earlier
// quote for it. REQUIRES: the amount and the price are above zero.
CoinQuote quote(db::Tx& tx, const CryptoAddress& address, base::Money amount,
                const ExchangeRate& rate, base::Timestamp valid_until);

// The rate that was promised for a payment which is seen at `now`, and for no other after it: while
// the quote is valid and in the shop's currency, and for about what it asks for, so that nobody
// gains by a rate that has moved.
std::optional<ExchangeRate> take_quote(db::Tx& tx, const CryptoAddress& address,
                                       std::int64_t amount_sat, base::Timestamp now);

}  // namespace shop
