// The owners' panel, and the way back to it.
#pragma once

#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::admin {

Screen panel_screen(const Texts& texts);
Button panel_button(const Texts& texts);

}  // namespace bot::admin
