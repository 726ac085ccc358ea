#include <utility>

#include "base/text.h"
#include "sandbox/api/bot_methods.h"
#include "sandbox/api/method_parts.h"
#include "sandbox/model/payments.h"

namespace sandbox {
namespace {

bool has_length(std::string_view text, std::size_t units_max) {
  return !text.empty() && base::utf16_length(text) <= units_max;
}

// Only Telegram Stars: one price, no provider (Bot API, "Payments for Digital Goods").
OrError<Invoice> read_invoice(const BotCall& call) {
  constexpr std::size_t kTitleUnitsMax = 32;
  constexpr std::size_t kDescriptionUnitsMax = 255;
  constexpr std::size_t kPayloadBytesMax = 128;
  constexpr std::int64_t kStarsMax = 10'000;
  Invoice invoice{.title = call.text("title"),
                  .description = call.text("description"),
                  .payload = call.text("payload")};
  if (call.text("currency") != "XTR" || !call.text("provider_token").empty()) {
    return bad_request("PAYMENT_PROVIDER_INVALID");
  }
  if (invoice.payload.size() > kPayloadBytesMax) {
    return bad_request("INVOICE_PAYLOAD_INVALID");
  }
  const boost::json::array& prices = call.params.at("prices").as_array();
  if (prices.size() != 1 || !has_length(invoice.title, kTitleUnitsMax) ||
      !has_length(invoice.description, kDescriptionUnitsMax)) {
    return bad_request("STARS_INVOICE_INVALID");
  }
  invoice.stars = prices.front().at("amount").to_number<std::int64_t>();
  if (invoice.stars < 1 || invoice.stars > kStarsMax) {
    return bad_request("CURRENCY_TOTAL_AMOUNT_INVALID");
  }
  return invoice;
}

}  // namespace

Answer send_invoice(const MethodContext& context) {
  OrError<Invoice> invoice = read_invoice(context.call);
  if (!invoice) {
    return std::unexpected(invoice.error());
  }
  Message message;
  message.invoice = *std::move(invoice);
  return deliver(context, std::move(message));
}

Answer answer_pre_checkout_query(const MethodContext& context) {
  const bool is_ok = context.call.flag("ok");
  const std::string refusal = context.call.text("error_message");
  if (!is_ok && refusal.empty()) {
    return bad_request("parameter \"error_message\" is required");
  }
  const auto found = context.state.checkouts.find(context.call.text("pre_checkout_query_id"));
  if (found == context.state.checkouts.end() || found->second.answered_at ||
      context.now - found->second.asked_at > kCheckoutTimeout) {
    return bad_request("query is too old and response timeout expired or query ID is invalid");
  }
  if (is_ok) {
    finish_payment(context.state, found->second, context.now);
  } else {
    refuse_payment(context.state, found->second, refusal, context.now);
  }
  return true;
}

Answer refund_star_payment(const MethodContext& context) {
  const std::int64_t user_id = *context.call.integer("user_id");
  if (!find_chat(context.state, user_id)) {
    return bad_request("user not found");
  }
  const auto found = context.state.charges.find(context.call.text("telegram_payment_charge_id"));
  if (found == context.state.charges.end() || found->second.person_id != user_id) {
    return bad_request("CHARGE_ID_INVALID");
  }
  if (found->second.is_refunded) {
    return bad_request("CHARGE_ALREADY_REFUNDED");
  }
  refund_charge(context.state, found->second, context.now);
  return true;
}

}  // namespace sandbox
