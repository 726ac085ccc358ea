#include "bot/view/ticket_wording.h"

#include "base/text.h"

namespace bot {

std::string about_ticket(const Texts& texts, const shop::Ticket& ticket) {
  return ticket.order_id ? texts.label("ticket.about_order"_msg,
                                       {{"id", ticket.id}, {"order", *ticket.order_id}})
                         : texts.label("ticket.about"_msg, {{"id", ticket.id}});
}

std::string written_text(const Texts& texts, const shop::TicketMessage& message) {
  if (!message.photo_file_id) {
    return message.text;
  }
  const auto picture = texts.label("ticket.picture"_msg);
  return message.text.empty() ? picture : picture + "\n" + message.text;
}

std::string message_text(const Wording& wording, const shop::TicketMessage& message,
                         std::string_view author, std::size_t max_units) {
  return wording.texts.text(
      "ticket.message"_msg,
      {{"author", author},
       {"date", wording.date(message.created_at)},
       {"text", base::shorten(written_text(wording.texts, message), max_units)}});
}

}  // namespace bot
