#include "telegram/types.h"

#include <algorithm>

namespace telegram {

bool Message::has_content() const {
  const bool is_read = text || caption || location || document || !photo.empty();
  const auto others = {rich_message, animation, audio,      live_photo, paid_media, sticker,
                       story,        video,     video_note, voice,      checklist,  contact,
                       dice,         game,      poll,       venue,      invoice};
  return is_read || std::ranges::any_of(others, [](const auto& one) { return one.has_value(); });
}

const User* sender_of(const Update& update) {
  if (update.message && update.message->from) {
    return &*update.message->from;
  }
  if (update.callback_query) {
    return &update.callback_query->from;
  }
  if (update.my_chat_member) {
    return &update.my_chat_member->from;
  }
  if (update.pre_checkout_query) {
    return &update.pre_checkout_query->from;
  }
  return nullptr;
}

std::optional<std::int64_t> chat_of(const Update& update) {
  if (update.message) {
    return update.message->chat.id;
  }
  if (update.my_chat_member) {
    return update.my_chat_member->chat.id;
  }
  if (!update.callback_query) {
    return std::nullopt;
  }
  const CallbackQuery& query = *update.callback_query;
  return query.message ? query.message->chat.id : query.from.id;
}

bool tells_of_money(const Update& update) {
  return update.message && (update.message->successful_payment || update.message->refunded_payment);
}

}  // namespace telegram
