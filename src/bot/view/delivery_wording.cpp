#include "bot/view/delivery_wording.h"

#include <string>

#include "base/text.h"

namespace bot {
namespace {

bool fits_button(std::string_view text) {
  return !text.empty() && base::utf16_length(text) <= kMaxCopyUnits;
}

bool is_code(std::string_view line, bool is_short_text) {
  return !line.empty() && !line.contains("://") && (is_short_text || !line.contains(' '));
}

}  // namespace

Html delivery_html(std::string_view text) {
  const bool is_short = fits_button(base::trim(text));
  Html html;
  for (const auto line : base::split(text, '\n')) {
    const auto shown = base::trim(line);
    const auto escaped = base::escape_html(shown);
    html.text += html.text.empty() && line.data() == text.data() ? "" : "\n";
    html.text += is_code(shown, is_short) ? "<code>" + escaped + "</code>" : escaped;
  }
  return html;
}

std::optional<Button> copy_delivery_button(const Texts& texts, std::string_view text) {
  const auto code = base::trim(text);
  return fits_button(code)
             ? std::optional(copy_button(texts.label("copy.code"_msg), std::string(code)))
             : std::nullopt;
}

}  // namespace bot
