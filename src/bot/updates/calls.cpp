#include "bot/updates/calls.h"

#include <utility>

#include "base/text.h"

namespace bot {
namespace {

// Bot API, answerCallbackQuery: 0–200 characters.
constexpr std::size_t kMaxToast = 200;

// Bot API, sendInvoice.
constexpr std::size_t kMaxInvoiceTitle = 32;
constexpr std::size_t kMaxInvoiceDescription = 255;

std::optional<std::string> name_of(ButtonStyle style) {
  switch (style) {
    case ButtonStyle::plain:
      return std::nullopt;
    case ButtonStyle::primary:
      return "primary";
    case ButtonStyle::success:
      return "success";
    case ButtonStyle::danger:
      return "danger";
  }
  std::unreachable();
}

telegram::InlineKeyboardButton keyboard_button(const Button& button) {
  telegram::InlineKeyboardButton made{.text = button.label, .style = name_of(button.style)};
  if (!button.url.empty()) {
    made.url = button.url;
  } else if (!button.copy_text.empty()) {
    made.copy_text = telegram::CopyTextButton{.text = button.copy_text};
  } else {
    made.callback_data = button.callback_data;
  }
  return made;
}

std::optional<telegram::InlineKeyboardMarkup> keyboard_of(const Screen& screen) {
  if (screen.rows.empty()) {
    return std::nullopt;
  }
  telegram::InlineKeyboardMarkup keyboard;
  for (const auto& row : screen.rows) {
    auto& made = keyboard.inline_keyboard.emplace_back();
    for (const auto& button : row) {
      made.push_back(keyboard_button(button));
    }
  }
  return keyboard;
}

const telegram::LinkPreviewOptions kNoPreview{.is_disabled = true};

}  // namespace

telegram::SendMessage message_with(std::int64_t chat_id, const Screen& screen) {
  return {.chat_id = chat_id,
          .text = screen.text,
          .link_preview_options = kNoPreview,
          .reply_markup = keyboard_of(screen)};
}

telegram::SendPhoto photo_with(std::int64_t chat_id, const Picture& picture) {
  telegram::SendPhoto call{
      .chat_id = chat_id, .photo = picture.file_id, .caption = picture.caption};
  if (picture.file_id.empty()) {
    call.upload = telegram::Upload{
        .bytes = picture.png, .file_name = "picture.png", .content_type = "image/png"};
  }
  return call;
}

telegram::SendDocument document_with(std::int64_t chat_id, const Document& document) {
  return {.chat_id = chat_id,
          .caption = document.caption,
          .upload = {.bytes = document.bytes,
                     .file_name = document.file_name,
                     .content_type = document.content_type}};
}

telegram::Upload upload_of(std::string jpeg) {
  return {.bytes = std::move(jpeg), .file_name = "picture.jpg", .content_type = "image/jpeg"};
}

telegram::SendPhoto photo_with(std::int64_t chat_id, const ScreenPicture& picture,
                               const Screen& screen) {
  telegram::SendPhoto call{.chat_id = chat_id,
                           .photo = picture.file_id,
                           .caption = screen.text,
                           .reply_markup = keyboard_of(screen)};
  if (picture.file_id.empty()) {
    call.upload = upload_of(picture.jpeg);
  }
  return call;
}

telegram::EditMessageMedia photo_edit_to(std::int64_t chat_id, std::int64_t message_id,
                                         const ScreenPicture& picture, const Screen& screen) {
  telegram::EditMessageMedia call{.chat_id = chat_id,
                                  .message_id = message_id,
                                  .media = {.media = picture.file_id, .caption = screen.text},
                                  .reply_markup = keyboard_of(screen)};
  if (picture.file_id.empty()) {
    call.upload = upload_of(picture.jpeg);
  }
  return call;
}

telegram::SendInvoice invoice_with(std::int64_t chat_id, const Invoice& invoice) {
  return {.chat_id = chat_id,
          .title = base::shorten(invoice.title, kMaxInvoiceTitle),
          .description = base::shorten(invoice.description, kMaxInvoiceDescription),
          .payload = invoice.payload,
          .prices = {
              {.label = base::shorten(invoice.title, kMaxInvoiceTitle), .amount = invoice.stars}}};
}

telegram::EditMessageText edit_to(std::int64_t chat_id, std::int64_t message_id,
                                  const Screen& screen) {
  return {.chat_id = chat_id,
          .message_id = message_id,
          .text = screen.text,
          .link_preview_options = kNoPreview,
          .reply_markup = keyboard_of(screen)};
}

telegram::AnswerCallbackQuery answer_with(std::string press_id, std::string_view toast,
                                          bool is_alert) {
  telegram::AnswerCallbackQuery answer{.callback_query_id = std::move(press_id)};
  if (!toast.empty()) {
    answer.text = base::shorten(toast, kMaxToast);
    answer.show_alert = is_alert;
  }
  return answer;
}

}  // namespace bot
