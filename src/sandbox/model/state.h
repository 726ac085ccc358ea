// The state of the simulated Telegram, as plain data. Not thread-safe: World guards it.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "sandbox/model/flood_gate.h"
#include "sandbox/model/message.h"
#include "sandbox/model/person.h"
#include "sandbox/model/update_queue.h"

namespace sandbox {

// A person's private chat with the bot; it has the person's id.
struct Chat {
  Person person;
  std::vector<Message> messages;       // by id
  base::Timestamp typing_until;        // sendChatAction
  std::uint64_t last_action = 0;       // the world's version when the person last acted
  std::uint64_t version = 0;           // when anything but the messages last changed
  std::vector<std::string> callbacks;  // ids in order
  std::set<std::int64_t> topics;       // that the person has made
};

// A pressed button.
struct Callback {
  std::string id;
  std::int64_t person_id = 0;
  std::int64_t message_id = 0;
  std::string data;
  base::Timestamp pressed_at;
  std::optional<base::Timestamp> answered_at;
  CallbackAnswer answer;
  std::uint64_t version = 0;
};

// A pre-checkout query: somebody wants to pay an invoice, and the bot must agree.
struct Checkout {
  std::string id;
  std::int64_t person_id = 0;
  std::int64_t chat_id = 0;  // of the invoice: another person's chat when it was forwarded
  std::int64_t message_id = 0;
  Invoice invoice;
  base::Timestamp asked_at;
  std::optional<base::Timestamp> answered_at;
  std::string refusal;    // the bot's words; "": it agreed
  std::string charge_id;  // when it agreed
  std::uint64_t version = 0;
};

// A payment that was made.
struct Charge {
  std::int64_t person_id = 0;
  StarPayment payment;
  bool is_refunded = false;
};

struct StoredFile {
  std::string id;
  std::string path;  // "photos/file_1.png"
  std::string content_type;
  std::string bytes;
  int width = 0;
  int height = 0;
};

struct Command {
  std::string command;
  std::string description;
};

// Who sees commands: a scope such as "default" or "chat:7", and a language ("": any).
using Audience = std::pair<std::string, std::string>;

struct BotProfile {
  std::int64_t id = 0;
  std::string name;
  std::string username;
  std::map<Audience, std::vector<Command>> commands;
  std::map<std::string, std::string> descriptions;        // by language
  std::map<std::string, std::string> short_descriptions;  // by language
  std::map<std::int64_t, std::string> menu_buttons;       // type by chat; 0: every chat
};

struct State {
  BotProfile bot;
  std::map<std::int64_t, Chat> chats;
  std::map<std::string, Callback, std::less<>> callbacks;
  std::map<std::string, Checkout, std::less<>> checkouts;
  std::map<std::string, Charge, std::less<>> charges;
  std::map<std::string, StoredFile, std::less<>> files;
  UpdateQueue updates;
  std::vector<std::string> refused_replies;  // errors of calls in webhook responses
  FloodGate flood{FloodLimits::off()};
  std::uint64_t version = 0;  // grows with every change that somebody can see
  std::int64_t last_message_id = 0;
  std::int64_t last_callback_id = 0;
};

// Null when nobody has that id.
Chat* find_chat(State& state, std::int64_t id);
// Null when the chat never had it; a deleted message is found.
Message* find_message(Chat& chat, std::int64_t id);
const Message* find_message(const Chat& chat, std::int64_t id);

// Appends the message, gives it the next id and the version of this change.
Message& add_message(State& state, Chat& chat, Message message);
// Gives the message or the chat the version of this change.
void touch(State& state, Message& message);
void touch(State& state, Chat& chat);

// Stores a PNG or JPEG. Errors: Telegram's code for what is wrong with it.
std::expected<Photo, std::string> store_photo(State& state, std::string bytes);

// The commands that this person's menu shows (Bot API, BotCommandScope: the narrowest that is set).
const std::vector<Command>* commands_for(const State& state, const Person& person);

}  // namespace sandbox
