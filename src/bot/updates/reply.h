// What a handler answers, as data; the dispatcher sends it after the commit.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/view/screen.h"
#include "db/core/tx.h"
#include "telegram/methods.h"

namespace bot {

enum class Placement {
  in_place,     // edits the message whose button was pressed; a new message when there is none
  new_message,  // always a new message
};

// A picture with HTML below it: a PNG, or one that Telegram has already.
struct Picture {
  std::string png = {};
  std::string file_id = {};  // instead of `png`
  std::string caption = {};
};

// A file with HTML below it.
struct Document {
  std::string bytes;
  std::string file_name;
  std::string content_type;
  std::string caption = {};
};

// One of the shop's pictures, above the text of a screen, which then has at most 1024 characters.
struct ScreenPicture {
  std::string file_id = {};  // under which this bot has sent it; "": the bytes are sent
  std::string jpeg = {};
  // The bytes, when Telegram refuses the file_id; empty when the picture was removed.
  std::function<std::optional<std::string>(db::Tx&)> load = {};
  // The bytes were sent, and have this file_id from now on; in a transaction of its own.
  std::function<void(db::Tx&, std::string_view file_id)> on_uploaded = {};
};

// A request to pay Telegram Stars. Plain texts.
struct Invoice {
  std::string title;        // 1–32 characters
  std::string description;  // 1–255 characters
  std::string payload;
  std::int64_t stars = 0;
};

// An earlier message of the chat as it is from now on.
struct Edit {
  std::int64_t message_id = 0;
  Screen screen;
};

struct Reply {
  std::optional<Screen> screen;
  Placement placement = Placement::in_place;
  std::optional<ScreenPicture> picture_above = {};  // of the screen
  std::string toast;                     // plain text of at most 200 characters, shown over a press
  bool is_alert = false;                 // the toast waits for OK
  std::vector<Screen> more;              // further messages below the screen, in order
  std::vector<Picture> pictures = {};    // below those
  std::vector<Document> documents = {};  // below those
  std::optional<Invoice> invoice = {};
  std::vector<telegram::SetMyCommands> command_lists = {};  // what Telegram's menu offers from now
  std::vector<Edit> edits = {};                             // of earlier messages
  // Which deposit the screen shows: a message that shows one is brought up to date with it.
  std::optional<std::int64_t> deposit_id = {};
  // With the id of the screen's message when it is a new one, in a transaction of its own.
  std::function<void(db::Tx&, std::int64_t message_id)> on_sent = {};
  bool changes_settings = false;      // the shop goes on with what the database has now
  std::vector<std::string> log = {};  // lines that operators search for, written after the commit

  Reply& with_toast(std::string text) {
    toast = std::move(text);
    return *this;
  }
  Reply& with_alert(std::string text) {
    is_alert = true;
    return with_toast(std::move(text));
  }
};

inline Reply show(Screen screen, Placement placement = Placement::in_place) {
  Reply reply;
  reply.screen = std::move(screen);
  reply.placement = placement;
  return reply;
}

// Leaves the screen as it is. On a message, which cannot have a toast, the text is sent.
inline Reply toast(std::string text) {
  Reply reply;
  reply.toast = std::move(text);
  return reply;
}

inline Reply alert(std::string text) {
  Reply reply;
  reply.with_alert(std::move(text));
  return reply;
}

}  // namespace bot
