#include "sandbox/model/state.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sandbox/model/image_size.h"

namespace sandbox {
namespace {

template <class ChatType>
auto* find_message_in(ChatType& chat, std::int64_t id) {
  const auto found = std::ranges::lower_bound(chat.messages, id, {}, &Message::id);
  return found != chat.messages.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

Chat* find_chat(State& state, std::int64_t id) {
  const auto found = state.chats.find(id);
  return found == state.chats.end() ? nullptr : &found->second;
}

Message* find_message(Chat& chat, std::int64_t id) { return find_message_in(chat, id); }
const Message* find_message(const Chat& chat, std::int64_t id) { return find_message_in(chat, id); }

Message& add_message(State& state, Chat& chat, Message message) {
  message.id = ++state.last_message_id;
  message.chat_id = chat.person.id;
  message.version = ++state.version;
  chat.messages.push_back(std::move(message));
  return chat.messages.back();
}

void touch(State& state, Message& message) { message.version = ++state.version; }
void touch(State& state, Chat& chat) { chat.version = ++state.version; }

// Bot API, sendPhoto: at most 10 MB, width and height together at most 10000, ratio at most 20.
std::expected<Photo, std::string> store_photo(State& state, std::string bytes) {
  constexpr std::size_t kPhotoBytesMax = 10'000'000;
  const std::optional<ImageSize> size = image_size(bytes);
  if (bytes.size() > kPhotoBytesMax) {
    return std::unexpected("file is too big");
  }
  if (!size) {
    return std::unexpected("IMAGE_PROCESS_FAILED");
  }
  const auto [shorter, longer] = std::minmax(size->width, size->height);
  if (size->width + size->height > 10'000 || shorter == 0 || longer / shorter > 20) {
    return std::unexpected("PHOTO_INVALID_DIMENSIONS");
  }
  const std::size_t number = state.files.size() + 1;
  StoredFile file{
      fmt::format("AgACAgQAAxkBAAM{}", number),
      fmt::format("photos/file_{}.{}", number, size->content_type == "image/png" ? "png" : "jpg"),
      std::string(size->content_type),
      std::move(bytes),
      size->width,
      size->height};
  Photo photo{file.id, file.width, file.height};
  state.files.emplace(file.id, std::move(file));
  return photo;
}

const std::vector<Command>* commands_for(const State& state, const Person& person) {
  const std::array<std::string, 3> scopes{fmt::format("chat:{}", person.id), "all_private_chats",
                                          "default"};
  for (const std::string& scope : scopes) {
    for (const std::string& language : {person.language_code, std::string()}) {
      const auto found = state.bot.commands.find({scope, language});
      if (found != state.bot.commands.end()) {
        return &found->second;
      }
    }
  }
  return nullptr;
}

}  // namespace sandbox
