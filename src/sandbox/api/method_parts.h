// Helpers that several Bot API methods share.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <expected>
#include <string_view>

#include "sandbox/api/bot_methods.h"

namespace sandbox {

constexpr std::size_t kTextUnitsMax = 4096;
constexpr std::size_t kCaptionUnitsMax = 1024;

template <class T>
using OrError = std::expected<T, ApiError>;

// The chat that `chat_id` names. Errors: 400 "chat not found".
OrError<Chat*> named_chat(const MethodContext& context);
// The same, if the bot may write to it. Errors: 403, and 429 when it writes too fast.
OrError<Chat*> writable_chat(const MethodContext& context);

// The text in `field` of `object` with its `parse_mode`; may be empty.
OrError<FormattedText> read_content(const boost::json::object& object, std::string_view field);
// The same for the text of a message: not empty, not too long.
OrError<FormattedText> read_message_text(const MethodContext& context, std::string_view too_long);
// The same for a caption: not too long.
OrError<FormattedText> read_caption(const boost::json::object& object);

// The inline keyboard of `reply_markup`; empty without one.
OrError<Keyboard> read_keyboard(const MethodContext& context);

// Adds the keyboard and the message that it replies to, and sends the message. Errors: those of
// writable_chat, a bad keyboard, no message to reply to.
Answer deliver(const MethodContext& context, Message message);

// The uploaded file that attach://NAME refers to; none for another `value`, or without such a file.
const UploadedFile* attached_file(const MethodContext& context, std::string_view value);

// The picture that `value` refers to: attach://NAME, a URL or a file_id.
OrError<Photo> read_photo(const MethodContext& context, std::string_view value);

}  // namespace sandbox
