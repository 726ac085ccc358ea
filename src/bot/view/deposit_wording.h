// How deposits are written, for customers and owners alike.
#pragma once

#include <string>
#include <string_view>

#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/deposit.h"

namespace bot {

// "Bitcoin", "BLIK", "Telegram Stars".
MessageId name_of(shop::DepositMethod method);

// "pending", "completed", …
MessageId name_of(shop::DepositStatus status);

// "0.0005 BTC".
std::string coin_amount(std::int64_t amount_sat, base::Coin coin);

// What is stored as the reason of a rejection when the payment was not found: whoever reads it does
// so in their own language.
inline constexpr std::string_view kNotFoundReason = "payment_not_found";

// Why a deposit was rejected: kNotFoundReason in words, else an owner's own; shortened.
std::string reason_text(const Texts& texts, std::string_view reason);

// The amount in the shop's currency, or the coins while no rate is known.
std::string deposit_amount(const Wording& wording, const shop::Deposit& deposit);

// One line for a button: "✅ 100 PLN · 11-24 · Bitcoin".
std::string deposit_label(const Wording& wording, const shop::Deposit& deposit);
// The same with another subject than the method, such as the customer.
std::string deposit_label(const Wording& wording, const shop::Deposit& deposit,
                          std::string_view subject);

// All that its customer may know of it.
Html deposit_card(const Wording& wording, const shop::Deposit& deposit, std::int64_t confirmations);

// "▰▰▱▱ 2/4".
std::string confirmation_bar(std::int64_t confirmations, std::int64_t needed);

}  // namespace bot
