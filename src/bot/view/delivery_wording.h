// How the text of a delivery is shown: codes to tap and copy.
#pragma once

#include <optional>
#include <string_view>

#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot {

// Lines that are codes stand in <code>: every line of a short text, and a line of one word in a
// long one; never a web address, which is a link.
Html delivery_html(std::string_view text);

// Copies the text; empty: it is too long for a button.
std::optional<Button> copy_delivery_button(const Texts& texts, std::string_view text);

}  // namespace bot
