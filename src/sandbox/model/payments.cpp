#include "sandbox/model/payments.h"

#include <utility>

#include <fmt/format.h>

#include "sandbox/model/people.h"
#include "sandbox/model/wire.h"

namespace sandbox {
namespace {

void answer(State& state, Checkout& checkout, base::Timestamp now) {
  checkout.answered_at = now;
  checkout.version = ++state.version;
}

void mark_paid(State& state, const Checkout& checkout) {
  Message* message = find_message(state.chats.at(checkout.chat_id), checkout.message_id);
  if (message && message->invoice) {
    message->invoice->is_paid = true;
    touch(state, *message);
  }
}

}  // namespace

std::string start_payment(State& state, Chat& payer, const Message& message, base::Timestamp now) {
  Checkout checkout;
  checkout.id = fmt::format("{}", 5'000'000'000'000 + state.checkouts.size() + 1);
  checkout.person_id = payer.person.id;
  checkout.chat_id = message.chat_id;
  checkout.message_id = message.id;
  checkout.invoice = *message.invoice;
  checkout.asked_at = now;
  checkout.version = ++state.version;
  payer.last_action = state.version;
  state.updates.add("pre_checkout_query", payer.person.id, to_json(payer.person, checkout));
  std::string id = checkout.id;
  state.checkouts.emplace(id, std::move(checkout));
  return id;
}

// The charge id is unique across runs of the sandbox: a database may still hold earlier ones.
void finish_payment(State& state, Checkout& checkout, base::Timestamp now) {
  answer(state, checkout, now);
  checkout.charge_id =
      fmt::format("stx{}n{}", now.time_since_epoch().count(), state.charges.size() + 1);
  const StarPayment payment{.stars = checkout.invoice.stars,
                            .payload = checkout.invoice.payload,
                            .charge_id = checkout.charge_id};
  state.charges.emplace(checkout.charge_id, Charge{checkout.person_id, payment});
  mark_paid(state, checkout);
  Message message;
  message.payment = payment;
  post(state, state.chats.at(checkout.person_id), std::move(message), now);
}

void refuse_payment(State& state, Checkout& checkout, std::string_view refusal,
                    base::Timestamp now) {
  answer(state, checkout, now);
  checkout.refusal = refusal;
}

void refund_charge(State& state, Charge& charge, base::Timestamp now) {
  charge.is_refunded = true;
  Message message;
  message.payment = charge.payment;
  message.payment->is_refund = true;
  message.sent_at = now;
  Chat& chat = state.chats.at(charge.person_id);
  const Message& added = add_message(state, chat, std::move(message));
  state.updates.add("message", chat.person.id, to_json(state, chat, added));
}

}  // namespace sandbox
