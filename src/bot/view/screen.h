// A screen: a text with buttons below it, as a value.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/view/callback.h"
#include "bot/view/translations.h"

namespace bot {

// The colour of a button, by what it does (Bot API, InlineKeyboardButton.style).
enum class ButtonStyle {
  plain,
  primary,  // the main next step
  success,  // confirms, pays, approves
  danger,   // cancels, rejects
};

// A button does one thing: sends callback data, opens an address, or copies a text.
struct Button {
  std::string label;
  std::string callback_data = {};
  std::string url = {};
  std::string copy_text = {};
  ButtonStyle style = ButtonStyle::plain;

  friend bool operator==(const Button&, const Button&) = default;
};

template <CallbackData T>
Button button(std::string label, const T& callback) {
  return {.label = std::move(label), .callback_data = encode_callback(callback)};
}

inline Button link_button(std::string label, std::string url) {
  return {.label = std::move(label), .url = std::move(url)};
}

// What a copy button holds at most, in UTF-16 units (Bot API, CopyTextButton).
inline constexpr std::size_t kMaxCopyUnits = 256;

// Puts `text` on the clipboard. REQUIRES: 1 to kMaxCopyUnits units.
inline Button copy_button(std::string label, std::string text) {
  return {.label = std::move(label), .copy_text = std::move(text)};
}

inline Button styled(Button button, ButtonStyle style) {
  button.style = style;
  return button;
}

// One message: HTML of at most 4096 characters and rows of buttons.
struct Screen {
  std::string text;
  std::vector<std::vector<Button>> rows;

  // Adds `row` below the others; an empty one is left out.
  Screen& add(std::vector<Button> row);
  Screen& add(Button only);

  friend bool operator==(const Screen&, const Screen&) = default;
};

// Spreads `buttons` over rows of `per_row`; one whose label would be cut on a phone has a row of
// its own. REQUIRES: per_row > 0.
Screen& add_grid(Screen& screen, std::vector<Button> buttons, std::size_t per_row);

// Which part of a long list a screen shows.
struct PageOf {
  int offset = 0;
  int limit = 0;
  bool has_more = false;
};

// Adds "◀️ ▶️", each if there is such a page; `callback_at(offset)` gives the button's
// callback for the page that starts at `offset`.
template <class CallbackAt>
Screen& add_page_row(Screen& screen, const Texts& texts, PageOf page, CallbackAt callback_at) {
  std::vector<Button> row;
  if (page.offset > 0) {
    const int previous = page.offset > page.limit ? page.offset - page.limit : 0;
    row.push_back(button(texts.label("button.previous"_msg), callback_at(previous)));
  }
  if (page.has_more) {
    row.push_back(button(texts.label("button.next"_msg), callback_at(page.offset + page.limit)));
  }
  return screen.add(std::move(row));
}

}  // namespace bot
