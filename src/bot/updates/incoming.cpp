#include "bot/updates/incoming.h"

#include <algorithm>

#include "base/text.h"

namespace bot {
namespace {

Sender sender_from(const telegram::User& user) {
  return {.id = user.id,
          .username = user.username.value_or(""),
          .first_name = user.first_name,
          .language_tag = user.language_code.value_or("")};
}

// The other person in a private chat.
Sender owner_of(const telegram::Chat& chat) {
  return {.id = chat.id,
          .username = chat.username.value_or(""),
          .first_name = chat.first_name.value_or("")};
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "/Start@kram_bot ref_ABC123XY" is the command "start" with the payload "ref_ABC123XY".
void read_command(Incoming& incoming) {
  const std::string_view text = incoming.text;
  if (!text.starts_with('/')) {
    return;
  }
  const auto end = std::min(text.find_first_of(" \n"), text.size());
  const auto name = text.substr(1, std::min(text.find('@'), end) - 1);
  incoming.command.resize(name.size());
  std::ranges::transform(name, incoming.command.begin(), to_lower);
  incoming.command_payload = base::trim(text.substr(end));
}

std::optional<Payment> payment_of(const telegram::Message& message) {
  const auto read = [](const auto& paid, bool is_refund) {
    return Payment{.currency = paid.currency,
                   .total_amount = paid.total_amount,
                   .payload = paid.invoice_payload,
                   .charge_id = paid.telegram_payment_charge_id,
                   .is_refund = is_refund};
  };
  if (message.successful_payment) {
    return read(*message.successful_payment, /*is_refund=*/false);
  }
  return message.refunded_payment
             ? std::optional(read(*message.refunded_payment, /*is_refund=*/true))
             : std::nullopt;
}

Incoming from_message(const telegram::Message& message) {
  const bool is_from_person = message.from && !message.from->is_bot;
  Incoming incoming{.sender = is_from_person ? sender_from(*message.from) : owner_of(message.chat),
                    .text = message.text.value_or(message.caption.value_or(""))};
  if (!message.photo.empty()) {
    incoming.photo_file_id = message.photo.back().file_id;
    incoming.photo_unique_id = message.photo.back().file_unique_id;
  }
  incoming.location = message.location;
  if (const auto& document = message.document) {
    incoming.file = SentFile{.file_id = document->file_id,
                             .name = document->file_name.value_or(""),
                             .mime_type = document->mime_type.value_or(""),
                             .bytes = document->file_size.value_or(0)};
  }
  incoming.payment = payment_of(message);
  incoming.topic_id = message.topic();
  incoming.reply_to_message_id =
      message.reply_to_message ? message.reply_to_message->message_id : 0;
  read_command(incoming);
  return incoming;
}

Incoming from_press(const telegram::CallbackQuery& query) {
  const bool has_message = query.message && query.message->is_accessible();
  return {.sender = sender_from(query.from),
          .press = Press{.id = query.id,
                         .data = query.data.value_or(""),
                         .message_id = has_message ? query.message->message_id : 0,
                         .is_in_photo = has_message && !query.message->photo.empty()},
          .topic_id = query.message ? query.message->topic() : std::nullopt};
}

// Whether a person says something to the bot.
bool is_for_bot(const telegram::Message& message) {
  const bool is_private =
      message.chat.is_private() && message.from && message.from->id == message.chat.id;
  return is_private && message.has_content();
}

// A payment is the person's who sent it, wherever that was, or else theirs whose chat it is; a
// refund of Stars concerns the person whose chat it is, whoever sent the message.
bool is_of_payment(const telegram::Update& update) {
  if (!telegram::tells_of_money(update)) {
    return false;
  }
  const auto& message = *update.message;
  const bool is_from_person = message.from && !message.from->is_bot;
  return message.chat.is_private() || (message.successful_payment && is_from_person);
}

}  // namespace

std::optional<Incoming> read_incoming(const telegram::Update& update) {
  const telegram::User* const sender = telegram::sender_of(update);
  if ((!sender || sender->is_bot) && !is_of_payment(update)) {
    return std::nullopt;
  }
  std::optional<Incoming> incoming;
  if (is_of_payment(update) || (update.message && is_for_bot(*update.message))) {
    incoming = from_message(*update.message);
  } else if (const auto& query = update.callback_query;
             query && (!query->message || query->message->chat.is_private())) {
    incoming = from_press(*query);
  }
  if (incoming) {
    incoming->update_id = update.update_id;
  }
  return incoming;
}

}  // namespace bot
