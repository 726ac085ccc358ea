#include "bot/admin/panel_screens.h"

#include <utility>

#include "bot/admin/callbacks.h"

namespace bot::admin {
namespace {

bool has_way_to_pay(const DepositSettings& deposits) {
  return !deposits.coins.empty() || !deposits.instructions.empty() ||
         deposits.stars_per_unit.has_value();
}

}  // namespace

Screen panel_screen(const Texts& texts, const Navigation& navigation, std::vector<Button> subjects,
                    const DepositSettings& deposits, std::optional<Button> first_steps) {
  Screen screen{
      .text = (has_way_to_pay(deposits) ? "" : texts.text("admin.no_way_to_pay"_msg) + "\n\n") +
              texts.text("admin.panel"_msg)};
  add_grid(screen, std::move(subjects), 2);
  if (first_steps) {
    screen.add(*std::move(first_steps));
  }
  return screen.add({.label = texts.label("button.back"_msg), .callback_data = navigation.home});
}

Button panel_button(const Texts& texts) {
  return button(texts.label("button.admin"_msg), ShowPanel{});
}

}  // namespace bot::admin
