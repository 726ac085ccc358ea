#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "json/json.h"
#include "sandbox/api/bot_methods.h"
#include "sandbox/api/method_parts.h"
#include "sandbox/model/people.h"
#include "sandbox/model/wire.h"

namespace sandbox {

Answer deliver(const MethodContext& context, Message message) {
  OrError<Keyboard> keyboard = read_keyboard(context);
  if (!keyboard) {
    return std::unexpected(keyboard.error());
  }
  const OrError<Chat*> chat = writable_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  if (const boost::json::object* reply = context.call.object("reply_parameters")) {
    const auto original = reply->at("message_id").to_number<std::int64_t>();
    const Message* found = find_message(**chat, original);
    const bool may_lack = reply->contains("allow_sending_without_reply") &&
                          reply->at("allow_sending_without_reply").as_bool();
    if ((!found || found->is_deleted) && !may_lack) {
      return bad_request("message to be replied not found");
    }
    message.reply_to = found ? original : 0;
  }
  message.topic = context.call.integer("message_thread_id").value_or(0);
  if (message.topic != 0 && !(*chat)->topics.contains(message.topic)) {
    return bad_request("message thread not found");
  }
  message.keyboard = *std::move(keyboard);
  message.is_from_bot = true;
  message.is_silent = context.call.flag("disable_notification");
  message.sent_at = context.now;
  (*chat)->typing_until = {};
  return to_json(context.state, **chat, add_message(context.state, **chat, std::move(message)));
}

Answer send_message(const MethodContext& context) {
  OrError<FormattedText> content = read_message_text(context, "message is too long");
  if (!content) {
    return std::unexpected(content.error());
  }
  Message message;
  message.content = *std::move(content);
  return deliver(context, std::move(message));
}

Answer send_photo(const MethodContext& context) {
  OrError<FormattedText> caption = read_caption(context.call.params);
  if (!caption) {
    return std::unexpected(caption.error());
  }
  const OrError<Photo> photo = read_photo(context, context.call.text("photo"));
  if (!photo) {
    return std::unexpected(photo.error());
  }
  Message message;
  message.content = *std::move(caption);
  message.photo = *photo;
  return deliver(context, std::move(message));
}

// Documents are uploaded; the sandbox knows no others of the bot's.
Answer send_document(const MethodContext& context) {
  OrError<FormattedText> caption = read_caption(context.call.params);
  if (!caption) {
    return std::unexpected(caption.error());
  }
  const UploadedFile* file = attached_file(context, context.call.text("document"));
  if (!file) {
    return bad_request("there is no document in the request");
  }
  if (file->bytes.empty()) {
    return bad_request("file must be non-empty");
  }
  Message message;
  message.content = *std::move(caption);
  message.attachment = store_document(context.state,
                                      {.kind = "document",
                                       .file_id = "",
                                       .file_name = file->file_name,
                                       .mime_type = file->content_type},
                                      file->bytes);
  return deliver(context, std::move(message));
}

Answer send_location(const MethodContext& context) {
  constexpr std::int32_t kLatitudeMax = 90'000'000;
  const auto coordinate = [&](std::string_view field) {
    return *json::decode<base::Coordinate>(context.call.params.at(field), json::Strictness::strict);
  };
  const base::Location place{coordinate("latitude"), coordinate("longitude")};
  if (std::abs(place.latitude.microdegrees()) > kLatitudeMax) {
    return bad_request("wrong location specified");
  }
  Message message;
  message.location = place;
  return deliver(context, std::move(message));
}

// Bot API, sendChatAction: the status is shown for 5 seconds or until a message arrives.
Answer send_chat_action(const MethodContext& context) {
  constexpr std::array<std::string_view, 11> kActions{
      "typing",        "upload_photo",      "record_video",     "upload_video",
      "record_voice",  "upload_voice",      "upload_document",  "choose_sticker",
      "find_location", "record_video_note", "upload_video_note"};
  if (std::ranges::find(kActions, context.call.text("action")) == kActions.end()) {
    return bad_request("wrong parameter action in request");
  }
  const OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  if ((*chat)->person.has_blocked_bot) {
    return forbidden("bot was blocked by the user");
  }
  (*chat)->typing_until = context.now + std::chrono::seconds(5);
  touch(context.state, **chat);
  return true;
}

}  // namespace sandbox
