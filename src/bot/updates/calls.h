// Screens as calls of the Bot API.
#pragma once

#include <cstdint>
#include <string>

#include "bot/updates/reply.h"
#include "bot/view/screen.h"
#include "telegram/methods.h"

namespace bot {

telegram::SendMessage message_with(std::int64_t chat_id, const Screen& screen);

telegram::SendPhoto photo_with(std::int64_t chat_id, const Picture& picture);

telegram::SendDocument document_with(std::int64_t chat_id, const Document& document);

// A screen below a picture.
telegram::SendPhoto photo_with(std::int64_t chat_id, const ScreenPicture& picture,
                               const Screen& screen);
telegram::EditMessageMedia photo_edit_to(std::int64_t chat_id, std::int64_t message_id,
                                         const ScreenPicture& picture, const Screen& screen);

// A picture of the shop's as a file to send.
telegram::Upload upload_of(std::string jpeg);

telegram::SendInvoice invoice_with(std::int64_t chat_id, const Invoice& invoice);

telegram::EditMessageText edit_to(std::int64_t chat_id, std::int64_t message_id,
                                  const Screen& screen);

// Ends the progress indicator of the pressed button; `toast` is plain text, "" shows none.
telegram::AnswerCallbackQuery answer_with(std::string press_id, std::string_view toast,
                                          bool is_alert);

}  // namespace bot
