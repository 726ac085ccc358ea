// Problem documents in the language that the sender of a request reads (RFC 9110, 12.5.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/core/http_message.h"

namespace web {

// The text in that language, from locales/api/LANGUAGE.po. A text of ours with values in it is
// found by its pattern ("must be between {} and {}"). Empty: there is no translation.
std::optional<std::string> translated(std::string_view text, std::string_view language);

// Of the languages that there are, the one that Accept-Language likes best; "en" otherwise.
std::string_view language_of(std::string_view accept_language);

// Translates `detail` of a problem document and of each of its errors.
void translate_problem(net::ServerResponse& response, std::string_view accept_language);

// Wrap `handler` and `gate` to answer problems in the language of Accept-Language.
net::Handler in_senders_language(net::Handler handler);
net::Gate in_senders_language(net::Gate gate);

}  // namespace web
