#include "bot/admin/alerts/alert_screens.h"

#include <algorithm>
#include <boost/mp11.hpp>
#include <utility>

#include "bot/admin/alerts/callbacks.h"
#include "bot/admin/panel_screens.h"

namespace bot::admin {
namespace {

using shop::AlertTopic;

MessageId topic_name(AlertTopic topic) {
  switch (topic) {
    case AlertTopic::sale:
      return "alerts.sale"_msg;
    case AlertTopic::deposit_waiting:
      return "alerts.deposit_waiting"_msg;
    case AlertTopic::large_deposit:
      return "alerts.large_deposit"_msg;
    case AlertTopic::deposit_taken_back:
      return "alerts.deposit_taken_back"_msg;
    case AlertTopic::delivery_not_sent:
      return "alerts.delivery_not_sent"_msg;
    case AlertTopic::backend_trouble:
      return "alerts.backend_trouble"_msg;
    case AlertTopic::low_stock:
      return "alerts.low_stock"_msg;
    case AlertTopic::ticket:
      return "alerts.ticket"_msg;
    case AlertTopic::daily_summary:
      return "alerts.daily_summary"_msg;
    case AlertTopic::staff:
      return "alerts.staff"_msg;
  }
  std::unreachable();
}

Button topic_switch(const Texts& texts, AlertTopic topic, bool is_on) {
  const auto name = texts.label(topic_name(topic));
  return button(texts.label(is_on ? "alerts.on"_msg : "alerts.off"_msg, {{"name", name}}),
                SwitchAlert{topic, !is_on});
}

}  // namespace

Screen alerts_screen(const Texts& texts, shop::Role role, const std::vector<AlertTopic>& muted) {
  Screen screen{.text = texts.text("alerts.text"_msg)};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<AlertTopic>>([&](auto described) {
    if (shop::may(role, shop::needed_for(described.value))) {
      const bool is_on = std::ranges::find(muted, described.value) == muted.end();
      screen.add(topic_switch(texts, described.value, is_on));
    }
  });
  return screen.add(panel_button(texts));
}

std::vector<Button> alert_row(const Texts& texts) {
  return {button(texts.label("admin.alerts"_msg), ShowAlerts{}), panel_button(texts)};
}

}  // namespace bot::admin
