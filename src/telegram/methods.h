// The Bot API methods that Kram calls, one struct each, as plain data: build one, hand it to a
// Sender (or to a Client). Field names are those of https://core.telegram.org/bots/api (10.1); an
// empty optional is not sent. `name` is the method's name, `Result` what Telegram answers.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/coordinate.h"
#include "telegram/types.h"

namespace telegram {

// The parse mode of every text and caption that we send: what people typed must be escaped
// (base::escape_html).
inline constexpr std::string_view kHtml = "HTML";

// A file's contents, sent as multipart/form-data (a photo: at most 10 MB).
struct Upload {
  std::string bytes;
  std::string file_name;     // "receipt.png"
  std::string content_type;  // "image/png"

  friend bool operator==(const Upload&, const Upload&) = default;
};

struct LinkPreviewOptions {
  std::optional<bool> is_disabled;

  friend bool operator==(const LinkPreviewOptions&, const LinkPreviewOptions&) = default;
};
BOOST_DESCRIBE_STRUCT(LinkPreviewOptions, (), (is_disabled))

struct SendMessage {
  static constexpr std::string_view name = "sendMessage";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_thread_id;  // none: the Sender's, see set_topic
  std::string text;                               // 1–4096 characters after the markup is taken out
  std::string parse_mode = std::string(kHtml);
  std::optional<LinkPreviewOptions> link_preview_options;
  std::optional<bool> disable_notification;
  std::optional<bool> protect_content;
  std::optional<InlineKeyboardMarkup> reply_markup;

  friend bool operator==(const SendMessage&, const SendMessage&) = default;
};
BOOST_DESCRIBE_STRUCT(SendMessage, (),
                      (chat_id, message_thread_id, text, parse_mode, link_preview_options,
                       disable_notification, protect_content, reply_markup))

struct SendPhoto {
  static constexpr std::string_view name = "sendPhoto";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_thread_id;  // none: the Sender's, see set_topic
  std::string photo;  // a file_id, or a URL that Telegram fetches; ignored with `upload`
  std::optional<std::string> caption;  // 0–1024 characters after the markup is taken out
  std::string parse_mode = std::string(kHtml);
  std::optional<bool> disable_notification;
  std::optional<bool> protect_content;
  std::optional<InlineKeyboardMarkup> reply_markup;
  std::optional<Upload> upload;  // the photo itself

  friend bool operator==(const SendPhoto&, const SendPhoto&) = default;
};
BOOST_DESCRIBE_STRUCT(SendPhoto, (),
                      (chat_id, message_thread_id, photo, caption, parse_mode, disable_notification,
                       protect_content, reply_markup))

struct SendDocument {
  static constexpr std::string_view name = "sendDocument";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_thread_id;  // none: the Sender's, see set_topic
  std::optional<std::string> caption;             // 0–1024 characters after the markup is taken out
  std::string parse_mode = std::string(kHtml);
  std::optional<bool> disable_notification;
  Upload upload;  // the document itself: at most 50 MB

  friend bool operator==(const SendDocument&, const SendDocument&) = default;
};
BOOST_DESCRIBE_STRUCT(SendDocument, (),
                      (chat_id, message_thread_id, caption, parse_mode, disable_notification))

struct SendLocation {
  static constexpr std::string_view name = "sendLocation";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_thread_id;  // none: the Sender's, see set_topic
  base::Coordinate latitude;
  base::Coordinate longitude;
  std::optional<bool> disable_notification;
  std::optional<bool> protect_content;
  std::optional<InlineKeyboardMarkup> reply_markup;

  friend bool operator==(const SendLocation&, const SendLocation&) = default;
};
BOOST_DESCRIBE_STRUCT(SendLocation, (),
                      (chat_id, message_thread_id, latitude, longitude, disable_notification,
                       protect_content, reply_markup))

// The edits answer with the message as it is now (they name a chat, never an inline message).
// Without a `reply_markup` an edit takes the keyboard away.
struct EditMessageText {
  static constexpr std::string_view name = "editMessageText";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  std::string text;  // 1–4096 characters after the markup is taken out
  std::string parse_mode = std::string(kHtml);
  std::optional<LinkPreviewOptions> link_preview_options;
  std::optional<InlineKeyboardMarkup> reply_markup;

  friend bool operator==(const EditMessageText&, const EditMessageText&) = default;
};
BOOST_DESCRIBE_STRUCT(EditMessageText, (),
                      (chat_id, message_id, text, parse_mode, link_preview_options, reply_markup))

struct InputMediaPhoto {
  std::string type = "photo";
  std::string media;  // a file_id, or a URL that Telegram fetches; ignored with an upload
  std::optional<std::string> caption;
  std::string parse_mode = std::string(kHtml);

  friend bool operator==(const InputMediaPhoto&, const InputMediaPhoto&) = default;
};
BOOST_DESCRIBE_STRUCT(InputMediaPhoto, (), (type, media, caption, parse_mode))

struct EditMessageMedia {
  static constexpr std::string_view name = "editMessageMedia";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  InputMediaPhoto media;
  std::optional<InlineKeyboardMarkup> reply_markup;
  std::optional<Upload> upload;  // the photo itself

  friend bool operator==(const EditMessageMedia&, const EditMessageMedia&) = default;
};
BOOST_DESCRIBE_STRUCT(EditMessageMedia, (), (chat_id, message_id, media, reply_markup))

struct EditMessageCaption {
  static constexpr std::string_view name = "editMessageCaption";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  std::optional<std::string> caption;
  std::string parse_mode = std::string(kHtml);
  std::optional<InlineKeyboardMarkup> reply_markup;

  friend bool operator==(const EditMessageCaption&, const EditMessageCaption&) = default;
};
BOOST_DESCRIBE_STRUCT(EditMessageCaption, (),
                      (chat_id, message_id, caption, parse_mode, reply_markup))

struct EditMessageReplyMarkup {
  static constexpr std::string_view name = "editMessageReplyMarkup";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  std::optional<InlineKeyboardMarkup> reply_markup;

  friend bool operator==(const EditMessageReplyMarkup&, const EditMessageReplyMarkup&) = default;
};
BOOST_DESCRIBE_STRUCT(EditMessageReplyMarkup, (), (chat_id, message_id, reply_markup))

struct DeleteMessage {
  static constexpr std::string_view name = "deleteMessage";
  using Result = bool;

  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;

  friend bool operator==(const DeleteMessage&, const DeleteMessage&) = default;
};
BOOST_DESCRIBE_STRUCT(DeleteMessage, (), (chat_id, message_id))

// Stops the loading indicator of a pressed button.
struct AnswerCallbackQuery {
  static constexpr std::string_view name = "answerCallbackQuery";
  using Result = bool;

  std::string callback_query_id;
  std::optional<std::string> text;  // 0–200 characters, no markup
  std::optional<bool> show_alert;

  friend bool operator==(const AnswerCallbackQuery&, const AnswerCallbackQuery&) = default;
};
BOOST_DESCRIBE_STRUCT(AnswerCallbackQuery, (), (callback_query_id, text, show_alert))

struct LabeledPrice {
  std::string label;
  std::int64_t amount = 0;

  friend bool operator==(const LabeledPrice&, const LabeledPrice&) = default;
};
BOOST_DESCRIBE_STRUCT(LabeledPrice, (), (label, amount))

// A payment in Telegram Stars: one price, no provider.
struct SendInvoice {
  static constexpr std::string_view name = "sendInvoice";
  using Result = Message;

  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_thread_id;  // none: the Sender's, see set_topic
  std::string title;                              // 1–32 characters, no markup
  std::string description;                        // 1–255 characters, no markup
  std::string payload;                            // 1–128 bytes; comes back with the payment
  std::string currency = "XTR";
  std::vector<LabeledPrice> prices;

  friend bool operator==(const SendInvoice&, const SendInvoice&) = default;
};
BOOST_DESCRIBE_STRUCT(SendInvoice, (),
                      (chat_id, message_thread_id, title, description, payload, currency, prices))

struct AnswerPreCheckoutQuery {
  static constexpr std::string_view name = "answerPreCheckoutQuery";
  using Result = bool;

  std::string pre_checkout_query_id;
  bool ok = true;
  std::optional<std::string> error_message;  // for the customer; set exactly when not `ok`

  friend bool operator==(const AnswerPreCheckoutQuery&, const AnswerPreCheckoutQuery&) = default;
};
BOOST_DESCRIBE_STRUCT(AnswerPreCheckoutQuery, (), (pre_checkout_query_id, ok, error_message))

struct RefundStarPayment {
  static constexpr std::string_view name = "refundStarPayment";
  using Result = bool;

  std::int64_t user_id = 0;
  std::string telegram_payment_charge_id;

  friend bool operator==(const RefundStarPayment&, const RefundStarPayment&) = default;
};
BOOST_DESCRIBE_STRUCT(RefundStarPayment, (), (user_id, telegram_payment_charge_id))

// Bots may download files of at most 20 MB.
struct GetFile {
  static constexpr std::string_view name = "getFile";
  using Result = File;

  std::string file_id;

  friend bool operator==(const GetFile&, const GetFile&) = default;
};
BOOST_DESCRIBE_STRUCT(GetFile, (), (file_id))

struct GetMe {
  static constexpr std::string_view name = "getMe";
  using Result = User;

  friend bool operator==(const GetMe&, const GetMe&) = default;
};
BOOST_DESCRIBE_STRUCT(GetMe, (), ())

// The answer stays raw: an array of updates, decoded one by one so that a malformed one does not
// hide the others.
struct GetUpdates {
  static constexpr std::string_view name = "getUpdates";
  using Result = boost::json::value;

  std::optional<std::int64_t> offset;  // confirms every update below it
  int limit = 100;
  int timeout = 0;  // seconds
  std::vector<std::string> allowed_updates;

  friend bool operator==(const GetUpdates&, const GetUpdates&) = default;
};
BOOST_DESCRIBE_STRUCT(GetUpdates, (), (offset, limit, timeout, allowed_updates))

struct SetWebhook {
  static constexpr std::string_view name = "setWebhook";
  using Result = bool;

  std::string url;
  std::optional<int> max_connections;  // 1–100
  std::vector<std::string> allowed_updates;
  std::string secret_token;  // 1–256 of A–Z a–z 0–9 _ -

  friend bool operator==(const SetWebhook&, const SetWebhook&) = default;
};
BOOST_DESCRIBE_STRUCT(SetWebhook, (), (url, max_connections, allowed_updates, secret_token))

struct DeleteWebhook {
  static constexpr std::string_view name = "deleteWebhook";
  using Result = bool;

  std::optional<bool> drop_pending_updates;

  friend bool operator==(const DeleteWebhook&, const DeleteWebhook&) = default;
};
BOOST_DESCRIBE_STRUCT(DeleteWebhook, (), (drop_pending_updates))

struct GetWebhookInfo {
  static constexpr std::string_view name = "getWebhookInfo";
  using Result = WebhookInfo;

  friend bool operator==(const GetWebhookInfo&, const GetWebhookInfo&) = default;
};
BOOST_DESCRIBE_STRUCT(GetWebhookInfo, (), ())

struct BotCommand {
  std::string command;      // 1–32 of a–z 0–9 _
  std::string description;  // 1–256 characters

  friend bool operator==(const BotCommand&, const BotCommand&) = default;
};
BOOST_DESCRIBE_STRUCT(BotCommand, (), (command, description))

struct BotCommandScope {
  std::string type;                     // "default", "all_private_chats", "chat", …
  std::optional<std::int64_t> chat_id;  // with "chat"

  friend bool operator==(const BotCommandScope&, const BotCommandScope&) = default;
};
BOOST_DESCRIBE_STRUCT(BotCommandScope, (), (type, chat_id))

// A `language_code` here and below is a two-letter ISO 639-1 code; none: for users without a text
// in their language.
struct SetMyCommands {
  static constexpr std::string_view name = "setMyCommands";
  using Result = bool;

  std::vector<BotCommand> commands;
  std::optional<BotCommandScope> scope;
  std::optional<std::string> language_code;

  friend bool operator==(const SetMyCommands&, const SetMyCommands&) = default;
};
BOOST_DESCRIBE_STRUCT(SetMyCommands, (), (commands, scope, language_code))

// The methods with which the bot responds to updates and sends notices.
using AnyMethod =
    std::variant<SendMessage, SendPhoto, SendLocation, EditMessageText, EditMessageMedia,
                 EditMessageCaption, EditMessageReplyMarkup, DeleteMessage, AnswerCallbackQuery,
                 SendInvoice, RefundStarPayment, SetMyCommands>;

// Shown in an empty chat with the bot.
struct SetMyDescription {
  static constexpr std::string_view name = "setMyDescription";
  using Result = bool;

  std::string description;  // 0–512 characters
  std::optional<std::string> language_code;

  friend bool operator==(const SetMyDescription&, const SetMyDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(SetMyDescription, (), (description, language_code))

// What getMyDescription answers; empty: there is none.
struct BotDescription {
  std::string description;

  friend bool operator==(const BotDescription&, const BotDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(BotDescription, (), (description))

struct GetMyDescription {
  static constexpr std::string_view name = "getMyDescription";
  using Result = BotDescription;

  std::optional<std::string> language_code;

  friend bool operator==(const GetMyDescription&, const GetMyDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(GetMyDescription, (), (language_code))

struct BotShortDescription {
  std::string short_description;

  friend bool operator==(const BotShortDescription&, const BotShortDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(BotShortDescription, (), (short_description))

struct GetMyShortDescription {
  static constexpr std::string_view name = "getMyShortDescription";
  using Result = BotShortDescription;

  std::optional<std::string> language_code;

  friend bool operator==(const GetMyShortDescription&, const GetMyShortDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(GetMyShortDescription, (), (language_code))

// Shown on the bot's profile and with shared links.
struct SetMyShortDescription {
  static constexpr std::string_view name = "setMyShortDescription";
  using Result = bool;

  std::string short_description;  // 0–120 characters
  std::optional<std::string> language_code;

  friend bool operator==(const SetMyShortDescription&, const SetMyShortDescription&) = default;
};
BOOST_DESCRIBE_STRUCT(SetMyShortDescription, (), (short_description, language_code))

struct MenuButton {
  std::string type = "commands";  // or "default"

  friend bool operator==(const MenuButton&, const MenuButton&) = default;
};
BOOST_DESCRIBE_STRUCT(MenuButton, (), (type))

struct SetChatMenuButton {
  static constexpr std::string_view name = "setChatMenuButton";
  using Result = bool;

  std::optional<std::int64_t> chat_id;  // none: every private chat
  std::optional<MenuButton> menu_button;

  friend bool operator==(const SetChatMenuButton&, const SetChatMenuButton&) = default;
};
BOOST_DESCRIBE_STRUCT(SetChatMenuButton, (), (chat_id, menu_button))

}  // namespace telegram
