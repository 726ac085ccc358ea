// The link to the dashboard.
#pragma once

#include <string>

#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::admin {

Screen dashboard_screen(const Texts& texts, std::string url);
// What to do when the shop does not know the dashboard's address.
Screen no_dashboard_screen(const Texts& texts);

}  // namespace bot::admin
