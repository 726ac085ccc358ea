// The switches of alerts, and the buttons below an alert.
#pragma once

#include <vector>

#include "bot/view/screen.h"
#include "bot/view/translations.h"
#include "shop/core/acts/rights.h"
#include "shop/customers/alert_topic.h"

namespace bot::admin {

// A switch for each topic that the role may be told of.
Screen alerts_screen(const Texts& texts, shop::Role role,
                     const std::vector<shop::AlertTopic>& muted);

// Below every alert: the way to the switches and to the panel.
std::vector<Button> alert_row(const Texts& texts);

}  // namespace bot::admin
