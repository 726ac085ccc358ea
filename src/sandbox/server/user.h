// A customer or the owner in a test: does and sees what a person does and sees in the chat.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/model/message.h"

namespace sandbox {

class World;

// Thrown when a wait times out; what() holds the transcript of the chat.
class TimedOut : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A pressed button, to wait for its answer.
struct Press {
  std::string callback_id;
  std::int64_t message_id = 0;
  std::string data;
};

// The outcome of a payment.
struct Payment {
  std::string charge_id;  // "" when the bot refused
  std::string refusal;    // its words
};

// A handle, cheap to copy, valid as long as its server. Safe to use from any thread, but one user
// is one person: do not act for them from two threads at once.
//
// Waiting looks at messages that arrived or changed since this user's last action (a text, a
// press), so that a screen of an earlier step is never taken for the answer to this one.
class User {
 public:
  using Matcher = std::function<bool(const Message&)>;
  static constexpr std::chrono::milliseconds deadline{30'000};

  User(World& world, std::int64_t id) : world_(&world), id_(id) {}

  std::int64_t id() const { return id_; }

  // Return the id of the message.
  std::int64_t send_text(std::string text);
  // As a reply to an earlier message of the chat.
  std::int64_t send_reply(std::int64_t message_id, std::string text);
  // In a topic of the chat, which is made when there is none with this id.
  std::int64_t send_text_in(std::int64_t topic, std::string text);
  // `command` with its slash: "/start ref_ABC123XY".
  std::int64_t send_command(std::string command);
  // A PNG or JPEG.
  std::int64_t send_photo(std::string bytes, std::string caption = "");

  // A copy of this message, which keeps its picture's ids, as a forwarded one does.
  std::int64_t forward(const Message& message);
  // A file, such as a PDF or a picture "as a file"; only its size is sent, up to Telegram's 2 GB.
  std::int64_t send_document(std::string file_name, std::string mime_type,
                             std::int64_t bytes_count);
  // The same with its bytes, which the bot may download.
  std::int64_t send_file(std::string file_name, std::string mime_type, std::string bytes);
  std::int64_t send_sticker();
  std::int64_t send_voice();
  // Deletes a topic; what stands in it stays as it is.
  void delete_topic(std::int64_t topic);

  // Presses the button in the newest message that has it, once there is one; `label` is the text of
  // the button or a part of it; an exact match wins. Throws TimedOut.
  Press press(std::string_view label);
  // The same in this copy of a message, even if the chat no longer shows it.
  Press press_in(const Message& message, std::string_view label);
  // The text that the button puts on the clipboard. Throws TimedOut.
  std::string copy(std::string_view label);
  // Presses the same button once more.
  Press press_again(const Press& press);
  // Presses a button that the bot never showed, under its newest message (forged data).
  Press press_data(std::string data);
  // Presses Pay under the newest invoice, once there is one, and waits for the bot to agree or
  // refuse; when it agrees, the Stars are paid. Throws TimedOut.
  Payment pay();
  // Presses Pay under this invoice, which may be in another person's chat (a forwarded copy), and
  // returns the id of the pre-checkout query.
  std::string press_pay(const Message& invoice);
  // Waits until the bot has agreed or refused. Throws TimedOut.
  Payment payment_of(const std::string& query_id,
                     std::chrono::milliseconds within = deadline) const;
  void block_bot();
  void unblock_bot();

  // The newest message of the bot that matches, since the last action. Throws TimedOut.
  Message wait_for(const Matcher& matches, std::chrono::milliseconds within = deadline) const;
  // The same for a message whose text contains `part`.
  Message wait_for(std::string_view part, std::chrono::milliseconds within = deadline) const;
  // Waits until the press is answered. Throws TimedOut.
  CallbackAnswer answer_to(const Press& press, std::chrono::milliseconds within = deadline) const;

  // Every message in order, deleted ones too.
  std::vector<Message> messages() const;
  // The bot's newest message, if there is one.
  std::optional<Message> newest() const;
  // How many messages of the bot contain `part`.
  std::size_t count(std::string_view part) const;
  // The chat as text, a paragraph per message, with edits and buttons.
  std::string transcript() const;

 private:
  std::int64_t send_of_kind(std::string kind);
  Press press_under(std::int64_t message_id, std::string data);

  World* world_;
  std::int64_t id_;
};

}  // namespace sandbox
