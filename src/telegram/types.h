// What Telegram sends and returns: the Bot API types that the shop reads or shows, with only the
// fields that it needs. Names and meanings are those of https://core.telegram.org/bots/api (10.1);
// times are Unix seconds, text is UTF-8, offsets and lengths count UTF-16 code units.
#pragma once

#include <array>
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/coordinate.h"

namespace telegram {

struct User {
  std::int64_t id = 0;
  bool is_bot = false;
  std::string first_name;
  std::optional<std::string> last_name;
  std::optional<std::string> username;
  std::optional<std::string> language_code;  // IETF tag, such as "pl" or "pt-br"

  friend bool operator==(const User&, const User&) = default;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, is_bot, first_name, last_name, username, language_code))

struct Chat {
  std::int64_t id = 0;
  std::string type;  // "private", "group", "supergroup" or "channel"
  std::optional<std::string> title;
  std::optional<std::string> username;
  std::optional<std::string> first_name;  // of the other person in a private chat

  bool is_private() const { return type == "private"; }
  friend bool operator==(const Chat&, const Chat&) = default;
};
BOOST_DESCRIBE_STRUCT(Chat, (), (id, type, title, username, first_name))

struct PhotoSize {
  std::string file_id;
  std::string file_unique_id;
  int width = 0;
  int height = 0;

  friend bool operator==(const PhotoSize&, const PhotoSize&) = default;
};
BOOST_DESCRIBE_STRUCT(PhotoSize, (), (file_id, file_unique_id, width, height))

// What getFile answers: the file can be downloaded at `file_path` for an hour.
struct File {
  std::string file_id;
  std::string file_unique_id;
  std::optional<std::int64_t> file_size;
  std::optional<std::string> file_path;

  friend bool operator==(const File&, const File&) = default;
};
BOOST_DESCRIBE_STRUCT(File, (), (file_id, file_unique_id, file_size, file_path))

// A file that was sent as it is. Name, type and size are what the sender's app says.
struct Document {
  std::string file_id;
  std::string file_unique_id;
  std::optional<std::string> file_name;
  std::optional<std::string> mime_type;
  std::optional<std::int64_t> file_size;

  friend bool operator==(const Document&, const Document&) = default;
};
BOOST_DESCRIBE_STRUCT(Document, (), (file_id, file_unique_id, file_name, mime_type, file_size))

struct Location {
  base::Coordinate latitude;
  base::Coordinate longitude;

  friend bool operator==(const Location&, const Location&) = default;
};
BOOST_DESCRIBE_STRUCT(Location, (), (latitude, longitude))

struct MessageEntity {
  std::string type;  // "bot_command", "url", …
  int offset = 0;
  int length = 0;

  friend bool operator==(const MessageEntity&, const MessageEntity&) = default;
};
BOOST_DESCRIBE_STRUCT(MessageEntity, (), (type, offset, length))

// A payment that was made inside Telegram.
struct SuccessfulPayment {
  std::string currency;  // "XTR": Telegram Stars
  std::int64_t total_amount = 0;
  std::string invoice_payload;
  std::string telegram_payment_charge_id;

  friend bool operator==(const SuccessfulPayment&, const SuccessfulPayment&) = default;
};
BOOST_DESCRIBE_STRUCT(SuccessfulPayment, (),
                      (currency, total_amount, invoice_payload, telegram_payment_charge_id))

// A payment that was refunded.
struct RefundedPayment {
  std::string currency;
  std::int64_t total_amount = 0;
  std::string invoice_payload;
  std::string telegram_payment_charge_id;

  friend bool operator==(const RefundedPayment&, const RefundedPayment&) = default;
};
BOOST_DESCRIBE_STRUCT(RefundedPayment, (),
                      (currency, total_amount, invoice_payload, telegram_payment_charge_id))

// The message that another one answers.
struct RepliedMessage {
  std::int64_t message_id = 0;

  friend bool operator==(const RepliedMessage&, const RepliedMessage&) = default;
};
BOOST_DESCRIBE_STRUCT(RepliedMessage, (), (message_id))

// Content of a message of which only that it is there matters.
struct Attachment {
  friend bool operator==(const Attachment&, const Attachment&) = default;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), ())

// A message of any kind. What is not content is a service message, in which nobody said anything: a
// pin, a changed title, a joined member.
struct Message {
  std::int64_t message_id = 0;
  std::optional<std::int64_t> message_thread_id;  // the topic when `is_topic_message`
  std::optional<User> from;  // missing in channels and for anonymous group admins
  std::int64_t date = 0;
  Chat chat;
  std::optional<std::string> text;
  std::vector<MessageEntity> entities;
  std::vector<PhotoSize> photo;  // smallest first; empty: not a photo
  std::optional<std::string> caption;
  std::optional<Location> location;
  bool is_topic_message = false;
  std::optional<RepliedMessage> reply_to_message;
  std::optional<Attachment> rich_message;
  std::optional<Attachment> animation;
  std::optional<Attachment> audio;
  std::optional<Document> document;
  std::optional<Attachment> live_photo;
  std::optional<Attachment> paid_media;
  std::optional<Attachment> sticker;
  std::optional<Attachment> story;
  std::optional<Attachment> video;
  std::optional<Attachment> video_note;
  std::optional<Attachment> voice;
  std::optional<Attachment> checklist;
  std::optional<Attachment> contact;
  std::optional<Attachment> dice;
  std::optional<Attachment> game;
  std::optional<Attachment> poll;
  std::optional<Attachment> venue;
  std::optional<Attachment> invoice;
  std::optional<SuccessfulPayment> successful_payment;
  std::optional<RefundedPayment> refunded_payment;

  // False for InaccessibleMessage (deleted or too old), of which only chat and message_id are
  // known: it cannot be edited.
  bool is_accessible() const { return date != 0; }

  // Whether somebody said or sent something; false for service messages.
  bool has_content() const;

  // The topic of the chat that it stands in, of a chat with topics.
  std::optional<std::int64_t> topic() const {
    return is_topic_message ? message_thread_id : std::nullopt;
  }
  friend bool operator==(const Message&, const Message&) = default;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (message_id, message_thread_id, from, date, chat, text, entities, photo,
                       caption, location, is_topic_message, reply_to_message, rich_message,
                       animation, audio, document, live_photo, paid_media, sticker, story, video,
                       video_note, voice, checklist, contact, dice, game, poll, venue, invoice,
                       successful_payment, refunded_payment))

// A press on an inline button. `data` comes from the client: do not trust it.
struct CallbackQuery {
  std::string id;
  User from;
  std::optional<Message> message;
  std::optional<std::string> data;

  friend bool operator==(const CallbackQuery&, const CallbackQuery&) = default;
};
BOOST_DESCRIBE_STRUCT(CallbackQuery, (), (id, from, message, data))

struct ChatMember {
  std::string status;  // "member", "kicked", "left", …
  User user;

  friend bool operator==(const ChatMember&, const ChatMember&) = default;
};
BOOST_DESCRIBE_STRUCT(ChatMember, (), (status, user))

// The bot's own membership changed; in a private chat `from` blocked or unblocked the bot.
struct ChatMemberUpdated {
  Chat chat;
  User from;
  std::int64_t date = 0;
  ChatMember old_chat_member;
  ChatMember new_chat_member;

  // True when messages to the chat are refused from now on.
  bool has_blocked_bot() const { return new_chat_member.status == "kicked"; }
  friend bool operator==(const ChatMemberUpdated&, const ChatMemberUpdated&) = default;
};
BOOST_DESCRIBE_STRUCT(ChatMemberUpdated, (), (chat, from, date, old_chat_member, new_chat_member))

// Somebody is about to pay; must be answered within ten seconds.
struct PreCheckoutQuery {
  std::string id;
  User from;
  std::string currency;
  std::int64_t total_amount = 0;
  std::string invoice_payload;

  friend bool operator==(const PreCheckoutQuery&, const PreCheckoutQuery&) = default;
};
BOOST_DESCRIBE_STRUCT(PreCheckoutQuery, (), (id, from, currency, total_amount, invoice_payload))

// One event; at most one of the optional fields is set, and none for a kind that we do not handle.
struct Update {
  std::int64_t update_id = 0;
  std::optional<Message> message;
  std::optional<CallbackQuery> callback_query;
  std::optional<ChatMemberUpdated> my_chat_member;
  std::optional<PreCheckoutQuery> pre_checkout_query;

  friend bool operator==(const Update&, const Update&) = default;
};
BOOST_DESCRIBE_STRUCT(Update, (),
                      (update_id, message, callback_query, my_chat_member, pre_checkout_query))

// The kinds of update that `Update` holds: the value of allowed_updates.
inline constexpr std::array<std::string_view, 4> kAllowedUpdates = {
    "message", "callback_query", "my_chat_member", "pre_checkout_query"};

// Who caused the update; nullptr when Telegram does not tell.
const User* sender_of(const Update& update);

// The chat where it happened; a press on a button whose message is unknown counts for the private
// chat with the sender. None for a kind that we do not handle.
std::optional<std::int64_t> chat_of(const Update& update);

struct CopyTextButton {
  std::string text;  // 1–256 characters

  friend bool operator==(const CopyTextButton&, const CopyTextButton&) = default;
};
BOOST_DESCRIBE_STRUCT(CopyTextButton, (), (text))

// Whether the update tells of money that has moved (a payment or its refund) and is told nowhere
// else: it may never be given up.
bool tells_of_money(const Update& update);

struct InlineKeyboardButton {
  std::string text;
  std::optional<std::string> style;  // "primary", "success" or "danger"
  // Exactly one of these.
  std::optional<std::string> callback_data;  // 1–64 bytes
  std::optional<std::string> url;
  std::optional<CopyTextButton> copy_text;

  friend bool operator==(const InlineKeyboardButton&, const InlineKeyboardButton&) = default;
};
BOOST_DESCRIBE_STRUCT(InlineKeyboardButton, (), (text, style, callback_data, url, copy_text))

struct InlineKeyboardMarkup {
  std::vector<std::vector<InlineKeyboardButton>> inline_keyboard;  // rows

  friend bool operator==(const InlineKeyboardMarkup&, const InlineKeyboardMarkup&) = default;
};
BOOST_DESCRIBE_STRUCT(InlineKeyboardMarkup, (), (inline_keyboard))

// What getWebhookInfo answers; `url` is empty while no webhook is set.
struct WebhookInfo {
  std::string url;
  int pending_update_count = 0;
  std::optional<std::int64_t> last_error_date;
  std::optional<std::string> last_error_message;
  std::vector<std::string> allowed_updates;  // empty: the usual kinds

  friend bool operator==(const WebhookInfo&, const WebhookInfo&) = default;
};
BOOST_DESCRIBE_STRUCT(WebhookInfo, (),
                      (url, pending_update_count, last_error_date, last_error_message,
                       allowed_updates))

}  // namespace telegram
