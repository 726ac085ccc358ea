// Payments in Telegram Stars, from the press on Pay to the refund.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/model/state.h"

namespace sandbox {

// How long the bot may take (Bot API, answerPreCheckoutQuery).
constexpr std::chrono::seconds kCheckoutTimeout{10};

// Presses Pay under an invoice, which may be in another person's chat (a forwarded copy): the bot
// gets a pre-checkout query, whose id is returned. REQUIRES: `message` has an invoice.
std::string start_payment(State& state, Chat& payer, const Message& message, base::Timestamp now);

// The bot has agreed: the payer sends the Stars. REQUIRES: the payer is in the state.
void finish_payment(State& state, Checkout& checkout, base::Timestamp now);
// The bot has refused.
void refuse_payment(State& state, Checkout& checkout, std::string_view refusal,
                    base::Timestamp now);

// Refunds the Stars of a charge. REQUIRES: not refunded before, the payer is in the state.
void refund_charge(State& state, Charge& charge, base::Timestamp now);

}  // namespace sandbox
