// Payments in Telegram Stars: who presses Pay, and what becomes of it.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/model/state.h"

namespace sandbox {

// Bot API, answerPreCheckoutQuery: how long the bot may take.
constexpr std::chrono::seconds kCheckoutWithin{10};

// Presses Pay under an invoice, which may stand in another's chat, as a forwarded copy does; the
// bot is asked. Returns the id of the query. REQUIRES: `message` has an invoice.
std::string start_payment(State& state, Chat& payer, const Message& message, base::Timestamp now);

// The bot agrees: the payer sends the Stars. REQUIRES: the payer is in the state.
void finish_payment(State& state, Checkout& checkout, base::Timestamp now);
// The bot does not.
void refuse_payment(State& state, Checkout& checkout, std::string_view refusal,
                    base::Timestamp now);

// Gives the Stars of a charge back. REQUIRES: they were not given back, the payer is in the state.
void give_back(State& state, Charge& charge, base::Timestamp now);

}  // namespace sandbox
