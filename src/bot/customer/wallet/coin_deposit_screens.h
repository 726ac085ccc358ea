// A customer's address for a coin, and what they must know before they pay to it.
#pragma once

#include <optional>
#include <string>

#include "bot/updates/reply.h"
#include "bot/view/deposit_settings.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/deposits/coins/coin_quote.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/coins/exchange_rate.h"

namespace bot::customer {

// Without a rate the customer is told that what they send waits for one.
Screen coin_address_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::CryptoAddress& address,
                           const std::optional<shop::ExchangeRate>& rate, base::Timestamp now);

// The same address as a QR code that wallets read (BIP21).
Picture coin_address_picture(const Texts& texts, const shop::CryptoAddress& address,
                             std::string_view shop_name);

// Asks for an amount in coins, which is promised to be worth `amount` for a while.
Screen coin_payment_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::CryptoAddress& address, const shop::CoinQuote& quote,
                           base::Money amount, base::Timestamp now);

// The same as a QR code that wallets read (BIP21), with the amount.
Picture coin_payment_picture(const Texts& texts, const shop::CryptoAddress& address,
                             std::int64_t amount_sat, std::string_view shop_name);

}  // namespace bot::customer
