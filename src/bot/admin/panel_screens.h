// The owners' panel, and the button that leads back to it.
#pragma once

#include "bot/updates/navigation.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::admin {

// Says first when customers have no way to pay.
Screen panel_screen(const Texts& texts, const Navigation& navigation,
                    std::optional<shop::Role> role, const DepositSettings& deposits,
                    bool hears_of_sales);
Button panel_button(const Texts& texts);

}  // namespace bot::admin
