#include "sandbox/model/people.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "sandbox/model/html.h"
#include "sandbox/model/wire.h"

namespace sandbox {
namespace {

// Telegram marks commands in texts of people with an entity, which bots read.
std::vector<Entity> command_entity(std::string_view text) {
  if (!text.starts_with('/') || text.size() < 2) {
    return {};
  }
  const std::string_view command = text.substr(0, text.find_first_of(" \n"));
  return {{"bot_command", 0, base::utf16_length(command), ""}};
}

boost::json::object member(const BotProfile& bot, std::string_view status) {
  boost::json::object object{{"status", status}, {"user", to_json(bot)}};
  if (status == "kicked") {
    object["until_date"] = 0;  // for ever
  }
  return object;
}

void unblock_by_writing(State& state, Chat& chat, base::Timestamp now) {
  if (chat.person.has_blocked_bot) {
    set_blocked(state, chat, /*is_blocked=*/false, now);
  }
  chat.person.has_started = true;
}

}  // namespace

Message& post(State& state, Chat& chat, Message message, base::Timestamp now) {
  unblock_by_writing(state, chat, now);
  message.sent_at = now;
  Message& added = add_message(state, chat, std::move(message));
  chat.last_action = state.version;
  state.updates.add("message", chat.person.id, to_json(state, chat, added));
  return added;
}

Chat& find_or_add_chat(State& state, Person person) {
  const auto [place, is_new] = state.chats.try_emplace(person.id);
  Chat& chat = place->second;
  if (is_new) {
    if (person.first_name.empty()) {
      person.first_name = fmt::format("Customer {}", person.id);
    }
    chat.person = std::move(person);
    touch(state, chat);
  }
  return chat;
}

Message& write_text(State& state, Chat& chat, std::string text, base::Timestamp now,
                    std::int64_t topic) {
  Message message;
  message.topic = topic;
  if (topic != 0) {
    chat.topics.insert(topic);
  }
  message.content.entities = command_entity(text);
  message.content.text = std::move(text);
  return post(state, chat, std::move(message), now);
}

std::expected<std::int64_t, std::string> send_picture(State& state, Chat& chat, std::string bytes,
                                                      std::string caption, base::Timestamp now) {
  auto photo = store_photo(state, std::move(bytes));
  if (!photo) {
    return std::unexpected(photo.error());
  }
  Message message;
  message.photo = *std::move(photo);
  message.content = plain_text(caption);
  return post(state, chat, std::move(message), now).id;
}

Attachment store_document(State& state, Attachment attachment, std::string bytes) {
  attachment.file_id = fmt::format("BQACAgQAAxkBAAM{}", state.last_message_id + 1);
  if (!bytes.empty()) {
    attachment.bytes_count = static_cast<std::int64_t>(bytes.size());
    state.files.emplace(attachment.file_id,
                        StoredFile{.id = attachment.file_id,
                                   .path = "documents/file_" + attachment.file_id,
                                   .content_type = attachment.mime_type,
                                   .bytes = std::move(bytes)});
  }
  return attachment;
}

Message& send_attachment(State& state, Chat& chat, Attachment attachment, base::Timestamp now,
                         std::string bytes) {
  Message message;
  message.attachment = store_document(state, std::move(attachment), std::move(bytes));
  return post(state, chat, std::move(message), now);
}

std::string press_button(State& state, Chat& chat, std::int64_t message_id, std::string data,
                         base::Timestamp now) {
  Callback callback;
  callback.id = fmt::format("{}", 4'000'000'000'000 + ++state.last_callback_id);
  callback.person_id = chat.person.id;
  callback.message_id = message_id;
  callback.data = std::move(data);
  callback.pressed_at = now;
  callback.version = ++state.version;
  chat.last_action = state.version;
  chat.callbacks.push_back(callback.id);
  state.updates.add("callback_query", chat.person.id, to_json(state, chat, callback));
  std::string id = callback.id;
  state.callbacks.emplace(id, std::move(callback));
  return id;
}

void set_blocked(State& state, Chat& chat, bool is_blocked, base::Timestamp now) {
  if (chat.person.has_blocked_bot == is_blocked) {
    return;
  }
  chat.person.has_blocked_bot = is_blocked;
  touch(state, chat);
  const std::string_view before = is_blocked ? "member" : "kicked";
  const std::string_view after = is_blocked ? "kicked" : "member";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  state.updates.add("my_chat_member", chat.person.id,
                    boost::json::object{{"chat", private_chat(chat.person)},
                                        {"from", to_json(chat.person)},
                                        {"date", seconds.count()},
                                        {"old_chat_member", member(state.bot, before)},
                                        {"new_chat_member", member(state.bot, after)}});
}

}  // namespace sandbox
