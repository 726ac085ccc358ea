// The Bot API's bounds on what is shown (https://core.telegram.org/bots/api, 10.1), and pure
// helpers that keep within them. Characters are UTF-16 code units, counted in texts and captions
// after the markup is taken out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace telegram {

inline constexpr std::size_t kTextMax = 4096;
inline constexpr std::size_t kCaptionMax = 1024;
inline constexpr std::size_t kCallbackDataBytesMax = 64;
inline constexpr std::size_t kCallbackAnswerMax = 200;
inline constexpr std::size_t kButtonsMax = 100;

// The characters of `html` that a reader sees: tags count nothing and an entity counts as the
// character that it stands for. Blanks at both ends, which Telegram trims, count.
// REQUIRES: well-formed UTF-8 and HTML of Telegram's parse mode.
std::size_t visible_length(std::string_view html);

// `html` with at most `max_characters` visible ones: what is over is replaced by "…", and tags that
// are open there are closed. REQUIRES: as visible_length; max_characters >= 1.
std::string shorten_html(std::string_view html, std::size_t max_characters);

// For answerCallbackQuery's plain text. REQUIRES: well-formed UTF-8.
std::string shorten_callback_answer(std::string_view text);

}  // namespace telegram
