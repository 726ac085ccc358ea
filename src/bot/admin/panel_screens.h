// The owners' panel, and the button that leads back to it.
#pragma once

#include "bot/updates/navigation.h"
#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::admin {

// A button for each entry, two in a row.
Screen panel_screen(const Texts& texts, const Navigation& navigation);
Button panel_button(const Texts& texts);

}  // namespace bot::admin
