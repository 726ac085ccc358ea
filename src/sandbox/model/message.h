// Messages of simulated chats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/coordinate.h"

namespace sandbox {

// A stretch of formatted text, measured in UTF-16 code units (Bot API MessageEntity).
struct Entity {
  std::string type;  // "bold", "strikethrough", "text_link", …
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string argument;  // the address of a text_link, the language of a pre

  friend bool operator==(const Entity&, const Entity&) = default;
};

// Plain text and its entities, outer before inner.
struct FormattedText {
  std::string text;
  std::vector<Entity> entities;

  friend bool operator==(const FormattedText&, const FormattedText&) = default;
};

// An inline button; does exactly one of four things.
struct Button {
  std::string text;
  std::string callback_data;
  std::string url;
  std::string copy_text;
  std::string web_app_url;
  std::string style = {};  // "": plain

  friend bool operator==(const Button&, const Button&) = default;
};

using Keyboard = std::vector<std::vector<Button>>;

struct Photo {
  std::string file_id;
  int width = 0;
  int height = 0;

  friend bool operator==(const Photo&, const Photo&) = default;
};

// A request to pay Telegram Stars.
struct Invoice {
  std::string title;
  std::string description;
  std::string payload;
  std::int64_t stars = 0;
  bool is_paid = false;

  friend bool operator==(const Invoice&, const Invoice&) = default;
};

// The service message about a payment or refund in Stars.
struct StarPayment {
  std::int64_t stars = 0;
  std::string payload;
  std::string charge_id;
  bool is_refund = false;

  friend bool operator==(const StarPayment&, const StarPayment&) = default;
};

// A document, sticker or voice message that a person sends; bots send documents.
struct Attachment {
  std::string kind;  // "document", "sticker" or "voice"
  std::string file_id;
  std::string file_name;
  std::string mime_type;
  std::int64_t bytes_count = 0;

  friend bool operator==(const Attachment&, const Attachment&) = default;
};

// A message, as of its last edit.
struct Message {
  std::int64_t id = 0;
  std::int64_t chat_id = 0;
  bool is_from_bot = false;
  bool is_silent = false;  // arrives without a sound
  base::Timestamp sent_at;
  std::optional<base::Timestamp> edited_at;
  FormattedText content;  // the text, or the caption of a photo or document
  std::optional<Photo> photo;
  std::optional<base::Location> location;
  std::optional<Invoice> invoice;
  std::optional<StarPayment> payment;
  std::optional<Attachment> attachment;
  Keyboard keyboard;
  std::int64_t topic = 0;     // 0: none
  std::int64_t reply_to = 0;  // 0: to none
  bool is_deleted = false;
  std::uint64_t version = 0;       // of the world when it last changed
  std::vector<std::string> edits;  // earlier texts, oldest first

  const std::string& text() const { return content.text; }
};

// The content in Telegram's HTML, with the same tags whatever the bot wrote: <b>, <i>, <u>, <s>,
// <tg-spoiler>, <a href>, <code>, <pre>, <blockquote>.
std::string to_html(const FormattedText& content);

// What answerCallbackQuery shows.
struct CallbackAnswer {
  std::string text;  // "": only the button stopped loading
  bool is_alert = false;
};

}  // namespace sandbox
