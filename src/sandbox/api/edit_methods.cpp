#include <chrono>
#include <utility>

#include "sandbox/api/bot_methods.h"
#include "sandbox/api/method_parts.h"
#include "sandbox/model/wire.h"

namespace sandbox {
namespace {

struct Edited {
  Chat* chat;
  Message* message;
};

OrError<Edited> named_message(const MethodContext& context) {
  const OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  if (const auto wait_s = context.state.flood.admit_edit((*chat)->person.id, context.now)) {
    return too_many_requests(*wait_s);
  }
  Message* message = find_message(**chat, *context.call.integer("message_id"));
  if (!message || message->is_deleted) {
    return bad_request("message to edit not found");
  }
  if (!message->is_from_bot) {
    return bad_request("message can't be edited");
  }
  return Edited{*chat, message};
}

// Replaces the message by `changed` with the keyboard of the call: an edit without one removes the
// keyboard.
Answer replace(const MethodContext& context, Edited edited, Message changed) {
  OrError<Keyboard> keyboard = read_keyboard(context);
  if (!keyboard) {
    return std::unexpected(keyboard.error());
  }
  if (edited.chat->person.has_blocked_bot) {
    return forbidden("bot was blocked by the user");
  }
  changed.keyboard = *std::move(keyboard);
  Message& message = *edited.message;
  if (changed.content == message.content && changed.photo == message.photo &&
      changed.keyboard == message.keyboard) {
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message");
  }
  changed.edits.push_back(message.text());
  changed.edited_at = context.now;
  message = std::move(changed);
  touch(context.state, message);
  return to_json(context.state, *edited.chat, message);
}

}  // namespace

Answer edit_message_text(const MethodContext& context) {
  OrError<FormattedText> content = read_message_text(context, "MESSAGE_TOO_LONG");
  if (!content) {
    return std::unexpected(content.error());
  }
  const OrError<Edited> edited = named_message(context);
  if (!edited) {
    return std::unexpected(edited.error());
  }
  if (edited->message->photo || edited->message->location || edited->message->invoice) {
    return bad_request("there is no text in the message to edit");
  }
  Message changed = *edited->message;
  changed.content = *std::move(content);
  return replace(context, *edited, std::move(changed));
}

Answer edit_message_caption(const MethodContext& context) {
  OrError<FormattedText> caption = read_caption(context.call.params);
  if (!caption) {
    return std::unexpected(caption.error());
  }
  const OrError<Edited> edited = named_message(context);
  if (!edited) {
    return std::unexpected(edited.error());
  }
  if (!edited->message->photo) {
    return bad_request("there is no caption in the message to edit");
  }
  Message changed = *edited->message;
  changed.content = *std::move(caption);
  return replace(context, *edited, std::move(changed));
}

Answer edit_message_media(const MethodContext& context) {
  const boost::json::object& media = *context.call.object("media");
  if (media.at("type").as_string() != "photo") {
    return bad_request("can't parse InputMedia: Media type is not supported by the sandbox");
  }
  OrError<FormattedText> caption = read_caption(media);
  if (!caption) {
    return std::unexpected(caption.error());
  }
  const OrError<Edited> edited = named_message(context);
  if (!edited) {
    return std::unexpected(edited.error());
  }
  if (edited->message->location) {
    return bad_request("message can't be edited");
  }
  const OrError<Photo> photo = read_photo(context, std::string(media.at("media").as_string()));
  if (!photo) {
    return std::unexpected(photo.error());
  }
  Message changed = *edited->message;
  changed.content = *std::move(caption);
  changed.photo = *photo;
  return replace(context, *edited, std::move(changed));
}

Answer edit_message_reply_markup(const MethodContext& context) {
  const OrError<Edited> edited = named_message(context);
  if (!edited) {
    return std::unexpected(edited.error());
  }
  return replace(context, *edited, *edited->message);
}

// Bot API, deleteMessage: not after 48 hours.
Answer delete_message(const MethodContext& context) {
  const OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  Message* message = find_message(**chat, *context.call.integer("message_id"));
  if (!message || message->is_deleted) {
    return bad_request("message to delete not found");
  }
  if (context.now - message->sent_at > std::chrono::hours(48)) {
    return bad_request("message can't be deleted for everyone");
  }
  message->is_deleted = true;
  touch(context.state, *message);
  return true;
}

// Bot API, deleteMessages: those that are not found are skipped.
Answer delete_messages(const MethodContext& context) {
  const OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return std::unexpected(chat.error());
  }
  for (const boost::json::value& id : context.call.params.at("message_ids").as_array()) {
    Message* message = find_message(**chat, id.to_number<std::int64_t>());
    if (message && !message->is_deleted) {
      message->is_deleted = true;
      touch(context.state, *message);
    }
  }
  return true;
}

}  // namespace sandbox
