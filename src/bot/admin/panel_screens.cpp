#include "bot/admin/panel_screens.h"

#include "bot/admin/callbacks.h"

namespace bot::admin {

Screen panel_screen(const Texts& texts, const Navigation& navigation) {
  Screen screen{.text = texts.text("admin.panel"_msg)};
  return add_grid(screen, buttons_of(texts, navigation.panel), 2);
}

Button panel_button(const Texts& texts) {
  return button(texts.label("button.admin"_msg), ShowPanel{});
}

}  // namespace bot::admin
