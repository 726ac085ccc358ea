#include "bot/admin/staff/dashboard_screens.h"

#include "bot/admin/panel_screens.h"

namespace bot::admin {

Screen dashboard_screen(const Texts& texts, std::string url) {
  Screen screen{.text = texts.text("dashboard.link"_msg)};
  screen.add(
      styled(link_button(texts.label("dashboard.open"_msg), std::move(url)), ButtonStyle::primary));
  return screen.add(panel_button(texts));
}

Screen no_dashboard_screen(const Texts& texts) {
  Screen screen{.text = texts.text("dashboard.no_address"_msg)};
  return screen.add(panel_button(texts));
}

}  // namespace bot::admin
