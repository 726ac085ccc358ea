#include "sandbox/page/chat_events.h"

#include <chrono>
#include <utility>

#include "sandbox/model/wire.h"

namespace sandbox {
namespace {

std::int64_t unix_milliseconds(base::Timestamp time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

boost::json::object event(const Message& message) {
  boost::json::object object{{"id", message.id},
                             {"from_bot", message.is_from_bot},
                             {"sent_at", unix_milliseconds(message.sent_at)},
                             {"is_edited", message.edited_at.has_value()},
                             {"is_deleted", message.is_deleted}};
  if (message.is_deleted) {
    return object;
  }
  object["text"] = message.text();
  object["entities"] = to_json(message.content.entities);
  object["rows"] = to_json(message.keyboard)["inline_keyboard"];
  if (message.photo) {
    object["photo"] = {{"id", message.photo->file_id},
                       {"width", message.photo->width},
                       {"height", message.photo->height}};
  }
  if (message.attachment && message.attachment->kind == "document") {
    object["document"] = {{"id", message.attachment->file_id},
                          {"name", message.attachment->file_name}};
  }
  if (message.location) {
    object["location"] = {{"latitude", message.location->latitude.decimal()},
                          {"longitude", message.location->longitude.decimal()}};
  }
  if (message.invoice) {
    object["invoice"] = {{"title", message.invoice->title},
                         {"description", message.invoice->description},
                         {"stars", message.invoice->stars},
                         {"is_paid", message.invoice->is_paid}};
  }
  if (message.payment) {
    object["payment"] = {{"stars", message.payment->stars},
                         {"is_refund", message.payment->is_refund}};
  }
  return object;
}

boost::json::object event(const Checkout& checkout) {
  return {{"message_id", checkout.message_id},
          {"is_answered", checkout.answered_at.has_value()},
          {"refusal", checkout.refusal}};
}

boost::json::object event(const Callback& callback) {
  return {{"id", callback.id},
          {"message_id", callback.message_id},
          {"data", callback.data},
          {"is_answered", callback.answered_at.has_value()},
          {"text", callback.answer.text},
          {"is_alert", callback.answer.is_alert}};
}

boost::json::array commands(const State& state, const Person& person) {
  boost::json::array array;
  if (const std::vector<Command>* found = commands_for(state, person)) {
    for (const Command& command : *found) {
      array.push_back({{"command", command.command}, {"description", command.description}});
    }
  }
  return array;
}

std::string localized(const std::map<std::string, std::string>& texts,
                      const std::string& language) {
  auto found = texts.find(language);
  found = found == texts.end() ? texts.find("") : found;
  return found == texts.end() ? "" : found->second;
}

boost::json::object event(const State& state, const Chat& chat, std::uint64_t since,
                          base::Timestamp now) {
  boost::json::array messages;
  for (const Message& message : chat.messages) {
    if (message.version > since) {
      messages.push_back(event(message));
    }
  }
  boost::json::array answers;
  for (const std::string& id : chat.callbacks) {
    const Callback& callback = state.callbacks.find(id)->second;
    if (callback.version > since) {
      answers.push_back(event(callback));
    }
  }
  boost::json::array checkouts;
  for (const auto& [id, checkout] : state.checkouts) {
    if (checkout.person_id == chat.person.id && checkout.version > since) {
      checkouts.push_back(event(checkout));
    }
  }
  const Person& person = chat.person;
  return {{"id", person.id},
          {"first_name", person.first_name},
          {"username", person.username},
          {"badge", person.badge},
          {"has_blocked_bot", person.has_blocked_bot},
          {"has_started", person.has_started},
          {"typing_ms", std::max<std::int64_t>(0, (chat.typing_until - now).count() / 1000)},
          {"commands", commands(state, person)},
          {"description", localized(state.bot.descriptions, person.language_code)},
          {"messages", std::move(messages)},
          {"answers", std::move(answers)},
          {"checkouts", std::move(checkouts)}};
}

}  // namespace

boost::json::object chat_events(const State& state, std::uint64_t since, base::Timestamp now) {
  boost::json::array chats;
  for (const auto& [id, chat] : state.chats) {
    chats.push_back(event(state, chat, since, now));
  }
  return {{"version", state.version},
          {"bot", {{"name", state.bot.name}, {"username", state.bot.username}}},
          {"chats", std::move(chats)}};
}

}  // namespace sandbox
