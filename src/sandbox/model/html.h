// Telegram's HTML parse mode, with its own error texts.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "sandbox/model/message.h"

namespace sandbox {

// Reads `source` as Telegram does (Bot API, "HTML style"): tags become entities, &lt; &gt; &amp;
// &quot; and numeric references become characters, leading and trailing blanks are dropped.
// Errors: what Telegram writes after "can't parse entities: ", such as `Unsupported start tag "x"
// at byte offset 3`.
std::expected<FormattedText, std::string> parse_html(std::string_view source);

// `text` without formatting, trimmed as parse_html does.
FormattedText plain_text(std::string_view text);

}  // namespace sandbox
