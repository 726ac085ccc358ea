#include "bot/admin/panel_screens.h"

#include "bot/admin/callbacks.h"
#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/stock/callbacks.h"

namespace bot::admin {

Screen panel_screen(const Texts& texts) {
  Screen screen{.text = texts.text("admin.panel"_msg)};
  return screen.add({button(texts.label("admin.discounts"_msg), DiscountCities{}),
                     button(texts.label("admin.deposits"_msg), ShowReviews{})});
}

Button panel_button(const Texts& texts) {
  return button(texts.label("button.admin"_msg), ShowPanel{});
}

}  // namespace bot::admin
