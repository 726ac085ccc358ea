#include "sandbox/model/wire.h"

#include <chrono>

#include "json/json.h"

namespace sandbox {
namespace {

std::int64_t unix_seconds(base::Timestamp time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

boost::json::object photo_size(const std::string& file_id, int width, int height) {
  return {{"file_id", file_id},
          {"file_unique_id", "u" + file_id},
          {"width", width},
          {"height", height}};
}

// Smallest first, as Telegram lists them.
boost::json::array to_json(const Photo& photo) {
  return {photo_size(photo.file_id + "-s", std::min(photo.width, 90), std::min(photo.height, 90)),
          photo_size(photo.file_id, photo.width, photo.height)};
}

boost::json::object to_json(const Button& button) {
  boost::json::object object{{"text", button.text}};
  if (!button.style.empty()) {
    object["style"] = button.style;
  }
  if (!button.callback_data.empty()) {
    object["callback_data"] = button.callback_data;
  } else if (!button.url.empty()) {
    object["url"] = button.url;
  } else if (!button.copy_text.empty()) {
    object["copy_text"] = {{"text", button.copy_text}};
  } else {
    object["web_app"] = {{"url", button.web_app_url}};
  }
  return object;
}

boost::json::object to_json(const Invoice& invoice) {
  return {{"title", invoice.title},
          {"description", invoice.description},
          {"start_parameter", ""},
          {"currency", "XTR"},
          {"total_amount", invoice.stars}};
}

boost::json::object to_json(const StarPayment& payment) {
  boost::json::object object{{"currency", "XTR"},
                             {"total_amount", payment.stars},
                             {"invoice_payload", payment.payload},
                             {"telegram_payment_charge_id", payment.charge_id}};
  if (!payment.is_refund) {
    object["provider_payment_charge_id"] = payment.payload;
  }
  return object;
}

boost::json::object to_json(const Attachment& attachment) {
  boost::json::object object{{"file_id", attachment.file_id},
                             {"file_unique_id", "u" + attachment.file_id},
                             {"file_size", attachment.bytes_count}};
  if (attachment.kind == "sticker") {
    object["type"] = "regular";
    object["width"] = 512;
    object["height"] = 512;
    object["is_animated"] = false;
    object["is_video"] = false;
    object["emoji"] = "👍";
  } else if (attachment.kind == "voice") {
    object["duration"] = 3;
    object["mime_type"] = "audio/ogg";
  } else {
    object["file_name"] = attachment.file_name;
    object["mime_type"] = attachment.mime_type;
  }
  return object;
}

void add_payment(const Message& message, boost::json::object& object) {
  if (message.invoice) {
    object["invoice"] = to_json(*message.invoice);
  }
  if (message.payment) {
    object[message.payment->is_refund ? "refunded_payment" : "successful_payment"] =
        to_json(*message.payment);
  }
}

void add_content(const Message& message, boost::json::object& object) {
  const bool is_caption = message.photo || message.attachment;
  if (!message.text().empty()) {
    object[is_caption ? "caption" : "text"] = message.text();
  }
  if (!message.content.entities.empty()) {
    object[is_caption ? "caption_entities" : "entities"] = to_json(message.content.entities);
  }
  if (message.photo) {
    object["photo"] = to_json(*message.photo);
  }
  if (message.location) {
    object["location"] = {{"latitude", json::encode(message.location->latitude)},
                          {"longitude", json::encode(message.location->longitude)}};
  }
  if (message.attachment) {
    object[message.attachment->kind] = to_json(*message.attachment);
  }
  add_payment(message, object);
}

}  // namespace

boost::json::object to_json(const Person& person) {
  boost::json::object object{
      {"id", person.id}, {"is_bot", false}, {"first_name", person.first_name}};
  if (!person.username.empty()) {
    object["username"] = person.username;
  }
  if (!person.language_code.empty()) {
    object["language_code"] = person.language_code;
  }
  return object;
}

boost::json::object to_json(const BotProfile& bot) {
  return {{"id", bot.id}, {"is_bot", true}, {"first_name", bot.name}, {"username", bot.username}};
}

boost::json::object private_chat(const Person& person) {
  boost::json::object object{
      {"id", person.id}, {"type", "private"}, {"first_name", person.first_name}};
  if (!person.username.empty()) {
    object["username"] = person.username;
  }
  return object;
}

boost::json::array to_json(const std::vector<Entity>& entities) {
  boost::json::array array;
  for (const Entity& entity : entities) {
    boost::json::object object{
        {"type", entity.type}, {"offset", entity.offset}, {"length", entity.length}};
    if (entity.type == "text_link") {
      object["url"] = entity.argument;
    } else if (entity.type == "pre" && !entity.argument.empty()) {
      object["language"] = entity.argument;
    } else if (entity.type == "custom_emoji") {
      object["custom_emoji_id"] = entity.argument;
    }
    array.push_back(std::move(object));
  }
  return array;
}

boost::json::object to_json(const Keyboard& keyboard) {
  boost::json::array rows;
  for (const std::vector<Button>& row : keyboard) {
    boost::json::array buttons;
    for (const Button& button : row) {
      buttons.push_back(to_json(button));
    }
    rows.push_back(std::move(buttons));
  }
  return {{"inline_keyboard", std::move(rows)}};
}

boost::json::object to_json(const State& state, const Chat& chat, const Message& message) {
  boost::json::object object{
      {"message_id", message.id},
      {"from", message.is_from_bot ? to_json(state.bot) : to_json(chat.person)},
      {"chat", private_chat(chat.person)},
      {"date", unix_seconds(message.sent_at)}};
  if (message.topic != 0) {
    object["message_thread_id"] = message.topic;
    object["is_topic_message"] = true;
  }
  if (message.edited_at) {
    object["edit_date"] = unix_seconds(*message.edited_at);
  }
  if (const Message* original = find_message(chat, message.reply_to)) {
    object["reply_to_message"] = to_json(state, chat, *original);
  }
  add_content(message, object);
  if (!message.keyboard.empty()) {
    object["reply_markup"] = to_json(message.keyboard);
  }
  return object;
}

boost::json::object to_json(const Person& person, const Checkout& checkout) {
  return {{"id", checkout.id},
          {"from", to_json(person)},
          {"currency", "XTR"},
          {"total_amount", checkout.invoice.stars},
          {"invoice_payload", checkout.invoice.payload}};
}

boost::json::object to_json(const State& state, const Chat& chat, const Callback& callback) {
  boost::json::object object{{"id", callback.id},
                             {"from", to_json(chat.person)},
                             {"chat_instance", std::to_string(chat.person.id)},
                             {"data", callback.data}};
  if (const Message* message = find_message(chat, callback.message_id)) {
    object["message"] = to_json(state, chat, *message);
  }
  return object;
}

}  // namespace sandbox
