// The owners' panel, and the button that leads back to it.
#pragma once

#include "bot/updates/navigation.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::admin {

// `subjects`: the buttons of what the reader may do; `first_steps` comes below them. Says first
// when customers have no way to pay.
Screen panel_screen(const Texts& texts, const Navigation& navigation, std::vector<Button> subjects,
                    const DepositSettings& deposits, std::optional<Button> first_steps);
Button panel_button(const Texts& texts);

// The last row of a screen below the panel: one step up, and the panel.
template <CallbackData T>
Screen& add_ways_out(Screen& screen, const Texts& texts, const T& back) {
  return screen.add({button(texts.label("button.back"_msg), back), panel_button(texts)});
}

}  // namespace bot::admin
