#include <algorithm>
#include <string>
#include <utility>

#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/deposit.h"

namespace bot {
namespace {

MessageId alert_text(shop::AlertKind kind) {
  switch (kind) {
    case shop::AlertKind::credit_taken_back:
      return "alert.credit_taken_back"_msg;
    case shop::AlertKind::chain_stopped:
      return "alert.chain_stopped"_msg;
    case shop::AlertKind::chain_stalled:
      return "alert.chain_stalled"_msg;
    case shop::AlertKind::chain_goes_on:
      return "alert.chain_goes_on"_msg;
    case shop::AlertKind::address_not_issued:
      return "alert.address_not_issued"_msg;
    case shop::AlertKind::backends_disagree:
      return "alert.backends_disagree"_msg;
    case shop::AlertKind::backends_down:
      return "alert.backends_down"_msg;
    case shop::AlertKind::rates_stale:
      return "alert.rates_stale"_msg;
    case shop::AlertKind::star_refund_failed:
      return "alert.star_refund_failed"_msg;
    case shop::AlertKind::second_poller:
      return "alert.second_poller"_msg;
    case shop::AlertKind::webhook_in_the_way:
      return "alert.webhook_in_the_way"_msg;
    case shop::AlertKind::webhook_changed:
      return "alert.webhook_changed"_msg;
    case shop::AlertKind::clock_is_off:
      return "alert.clock_is_off"_msg;
    case shop::AlertKind::clock_is_right:
      return "alert.clock_is_right"_msg;
    case shop::AlertKind::payment_kept:
      return "alert.payment_kept"_msg;
    case shop::AlertKind::stars_taken_back:
      return "alert.stars_taken_back"_msg;
    case shop::AlertKind::large_deposit:
      return "alert.large_deposit"_msg;
    case shop::AlertKind::delivery_not_sent:
      return "alert.delivery_not_sent"_msg;
    case shop::AlertKind::webhook_given_up:
      return "alert.webhook_given_up"_msg;
    case shop::AlertKind::webhook_gone:
      return "alert.webhook_gone"_msg;
  }
  std::unreachable();
}

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

// What the alert tells of its deposit.
struct DepositFacts {
  std::string amount;
  std::string customer;
};

DepositFacts facts_of(const NoticeRequest& request, const shop::Alert& alert) {
  const auto deposit =
      alert.deposit_id ? shop::find_deposit(request.tx, *alert.deposit_id) : std::nullopt;
  if (!deposit) {
    return {};
  }
  const auto& customer = request.sources.customer(deposit->user_id);
  return {.amount = request.wording().money(deposit->amount),
          .customer =
              customer ? person(customer->first_name, customer->username.value_or(""), customer->id)
                       : std::to_string(deposit->user_id)};
}

Sending staff_alert(const NoticeRequest& request, const shop::Alert& alert) {
  const Texts& texts = request.texts;
  const std::string coin(alert.coin ? shop::text_of(*alert.coin) : "");
  const auto facts = facts_of(request, alert);
  Screen screen{.text =
                    texts.text(alert_text(alert.alert), {{"coin", in_capitals(coin)},
                                                         {"deposit", alert.deposit_id.value_or(0)},
                                                         {"height", alert.height.value_or(0)},
                                                         {"index", alert.index.value_or(0)},
                                                         {"order", alert.order_id.value_or(0)},
                                                         {"amount", facts.amount},
                                                         {"customer", facts.customer}})};
  if (alert.deposit_id) {
    screen.add(
        button(texts.label("alerts.open_deposit"_msg), admin::ShowCredited{*alert.deposit_id}));
  }
  if (alert.order_id) {
    screen.add(button(texts.label("alerts.open_order"_msg), admin::OpenOrder{*alert.order_id}));
  }
  return {.calls = {{.call = message_with(request.user_id, screen.add(admin::alert_row(texts)))}}};
}

}  // namespace

void add_alert_notices(NoticeRenderers& renderers) { renderers.on(shop::kAlert, staff_alert); }

}  // namespace bot
