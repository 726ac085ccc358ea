#include <algorithm>
#include <string>
#include <utility>

#include "bot/notices/renderers.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/alert.h"

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
  }
  std::unreachable();
}

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

Sending owner_alert(const NoticeRequest& request, const shop::Alert& alert) {
  const std::string coin(alert.coin ? shop::text_of(*alert.coin) : "");
  return message_to(request.user_id, request.texts.text(alert_text(alert.alert),
                                                        {{"coin", in_capitals(coin)},
                                                         {"deposit", alert.deposit_id.value_or(0)},
                                                         {"height", alert.height.value_or(0)},
                                                         {"index", alert.index.value_or(0)}}));
}

}  // namespace

void add_alert_notices(NoticeRenderers& renderers) { renderers.on(shop::kAlert, owner_alert); }

}  // namespace bot
