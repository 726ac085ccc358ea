// An update as the bot reads it: who did what in a private chat.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telegram/types.h"

namespace bot {

// The person who wrote or pressed, as Telegram describes them. Nothing here is escaped.
struct Sender {
  std::int64_t id = 0;
  std::string username = {};
  std::string first_name = {};
  std::string language_tag = {};  // Telegram's, such as "pl" or "pt-br"
};

// A pressed button.
struct Press {
  std::string id = {};  // of the callback query
  std::string data = {};
  std::int64_t message_id = 0;  // the message that the button belongs to; 0 when it is gone
  bool is_in_photo = false;     // that message is a photo with a caption
};

// A payment inside Telegram that is made, or was given back.
struct Payment {
  std::string currency = {};
  std::int64_t total_amount = 0;
  std::string payload = {};
  std::string charge_id = {};
  bool is_refund = false;
};

// The most that is fetched of a file whose contents a route reads.
inline constexpr std::size_t kMaxFileBytes = 5'000'000;

// A file that was sent as it is; everything but the id is what the sender's app says.
struct SentFile {
  std::string file_id = {};
  std::string name = {};
  std::string mime_type = {};
  std::int64_t bytes = 0;  // 0: unknown
  // It is fetched only for routes that read files (Router::reads_files).
  bool is_fetched = false;
  std::optional<std::string> contents = {};  // empty: too large, or Telegram does not give it
};

struct Incoming {
  std::int64_t update_id = 0;
  Sender sender = {};
  std::optional<Press> press = {};   // a callback query, or else a message:
  std::string text = {};             // as typed, or a photo's caption
  std::string command = {};          // "start" for "/start ref_ABC123XY", else ""
  std::string command_payload = {};  // "ref_ABC123XY"
  std::string photo_file_id = {};    // the largest size of a photo that was sent, or ""
  std::optional<Payment> payment = {};
  std::string photo_unique_id = {};  // the same for the same picture from any sender

  std::int64_t reply_to_message_id = 0;  // the message that this one answers; 0: none
  std::optional<telegram::Location> location = {};
  std::optional<SentFile> file = {};  // sent without a photo's compression

  std::optional<std::int64_t> topic_id = {};  // the topic of the chat, if it has topics

  // The message that a reply in place edits; 0: it is a new message. A photo becomes no text.
  std::int64_t edited_message_id() const {
    return press && !press->is_in_photo ? press->message_id : 0;
  }

  // The sender's id, since all chats are private.
  std::int64_t chat_id() const { return sender.id; }
};

// Nothing for what the bot does not answer: groups, channels, other bots, updates without a sender,
// service messages other than payments, and kinds that are neither a message nor a press; for a
// payment only when it does not say whose it is.
std::optional<Incoming> read_incoming(const telegram::Update& update);

}  // namespace bot
