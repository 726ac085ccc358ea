#include "bot/admin/tickets/ticket_screens.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "base/text.h"
#include "bot/admin/actor_name.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/orders/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/view/ticket_wording.h"
#include "shop/core/acts/actor.h"

namespace bot::admin {
namespace {

// So that a page of messages fits into one; the whole is sent by its button.
constexpr std::size_t kMaxThreadUnits = 600;

std::string writer_name(const std::optional<shop::Customer>& customer, std::int64_t id) {
  return customer ? person(customer->first_name, customer->username.value_or(""), id)
                  : std::to_string(id);
}

std::string ticket_label(const Wording& wording, const shop::TicketEntry& ticket) {
  const auto mark = ticket.state == shop::TicketState::waiting    ? "🔴"
                    : ticket.state == shop::TicketState::answered ? "🟢"
                                                                  : "⚪️";
  const auto name = person(ticket.first_name, ticket.username.value_or(""), ticket.user_id);
  return fitted_label(name, [&](std::string_view shown) {
    return wording.texts.label("ticket.button"_msg, {{"mark", mark},
                                                     {"id", ticket.id},
                                                     {"customer", std::string(shown)},
                                                     {"day", wording.day(ticket.changed_at)}});
  });
}

Button answer_button(const Texts& texts, std::int64_t ticket_id) {
  return styled(button(texts.label("ticket.answer"_msg), AskAnswer{ticket_id}),
                ButtonStyle::primary);
}

void add_ticket_buttons(Screen& screen, const Texts& texts, const shop::Ticket& ticket) {
  std::vector<Button> row{answer_button(texts, ticket.id)};
  if (ticket.state != shop::TicketState::closed) {
    row.push_back(button(texts.label("ticket.close"_msg), CloseTicket{ticket.id}));
  }
  screen.add(std::move(row));
}

}  // namespace

MessageId name_of_state(shop::TicketState state) {
  switch (state) {
    case shop::TicketState::waiting:
      return "ticket.waiting"_msg;
    case shop::TicketState::answered:
      return "ticket.answered"_msg;
    case shop::TicketState::closed:
      return "ticket.closed"_msg;
  }
  std::unreachable();
}

Thread load_thread(db::Tx& tx, const shop::Ticket& ticket, int offset) {
  Thread thread{.ticket = ticket,
                .customer = shop::find_customer(tx, ticket.user_id),
                .messages = shop::messages_of_ticket(tx, ticket.id, {offset, kMessagesPerPage}),
                .authors = {},
                .offset = offset};
  for (const auto& message : thread.messages.items) {
    const bool is_customers = message.author == shop::to_text(shop::Actor::customer());
    thread.authors.push_back(is_customers ? writer_name(thread.customer, ticket.user_id)
                                          : actor_name(tx, message.author));
  }
  return thread;
}

Screen tickets_screen(const Wording& wording, const shop::Slice<shop::TicketEntry>& tickets,
                      int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text(tickets.items.empty() ? "ticket.none"_msg : "ticket.list"_msg)};
  for (const auto& ticket : tickets.items) {
    screen.add(button(ticket_label(wording, ticket), ShowTicket{ticket.id}));
  }
  add_page_row(screen, texts, {offset, kTicketsPerPage, tickets.has_more},
               [](int at) { return ListTickets{static_cast<Offset>(at)}; });
  return screen.add(panel_button(texts));
}

Screen thread_screen(const Wording& wording, const Thread& thread) {
  const Texts& texts = wording.texts;
  const auto& ticket = thread.ticket;
  Screen screen{.text = texts.text("ticket.thread"_msg,
                                   {{"about", about_ticket(texts, ticket)},
                                    {"customer", writer_name(thread.customer, ticket.user_id)},
                                    {"user_id", ticket.user_id},
                                    {"state", texts.label(name_of_state(ticket.state))}})};
  const auto& messages = thread.messages.items;
  for (std::size_t i = messages.size(); i-- > 0;) {
    screen.text += "\n\n" + message_text(wording, messages[i], thread.authors[i], kMaxThreadUnits);
  }
  add_ticket_buttons(screen, texts, ticket);
  screen.add(button(texts.label("ticket.full"_msg),
                    SendThread{ticket.id, static_cast<Offset>(thread.offset)}));
  add_page_row(screen, texts, {thread.offset, kMessagesPerPage, thread.messages.has_more},
               [&](int at) { return ShowTicket{ticket.id, static_cast<Offset>(at)}; });
  std::vector<Button> about{
      button(short_label(writer_name(thread.customer, ticket.user_id)), ShowUser{ticket.user_id})};
  if (ticket.order_id) {
    about.push_back(button(texts.label("ticket.order"_msg, {{"id", *ticket.order_id}}),
                           OpenOrder{*ticket.order_id}));
  }
  screen.add(std::move(about));
  return add_ways_out(screen, texts, ListTickets{});
}

Screen thread_message_screen(const Wording& wording, const shop::TicketMessage& message,
                             const std::string& author) {
  return {.text = message_text(wording, message, author, shop::kMaxTicketUnits), .rows = {}};
}

Screen ticket_notice_screen(const Wording& wording, const shop::Ticket& ticket,
                            const std::optional<shop::Customer>& customer,
                            const shop::TicketMessage& message) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("ticket.notice"_msg, {{"about", about_ticket(texts, ticket)},
                                               {"customer", writer_name(customer, ticket.user_id)},
                                               {"user_id", ticket.user_id},
                                               {"text", written_text(texts, message)}})};
  add_ticket_buttons(screen, texts, ticket);
  return screen.add(button(texts.label("ticket.open"_msg), OpenTicket{ticket.id}));
}

Screen ask_answer_screen(const Wording& wording, const shop::Ticket& ticket,
                         const std::optional<shop::Customer>& customer) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("ticket.ask_answer"_msg,
                                   {{"about", about_ticket(texts, ticket)},
                                    {"customer", writer_name(customer, ticket.user_id)}})};
  return screen.add(button(texts.label("button.cancel"_msg), ShowTicket{ticket.id}));
}

Screen ask_message_screen(const Wording& wording, const shop::Customer& customer,
                          std::int64_t order_id) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("ticket.ask_message"_msg,
                                   {{"customer", writer_name(customer, customer.id)}})};
  if (customer.has_blocked_bot) {
    screen.text += "\n" + texts.text("user.blocked"_msg);
  }
  return screen.add(order_id != 0
                        ? button(texts.label("button.cancel"_msg), OpenOrder{order_id})
                        : button(texts.label("button.cancel"_msg), ShowUser{customer.id}));
}

Screen answer_sent_screen(const Wording& wording, const shop::Ticket& ticket) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("ticket.sent_to_customer"_msg, {{"about", about_ticket(texts, ticket)}})};
  screen.add({button(texts.label("ticket.close"_msg), CloseTicket{ticket.id}),
              button(texts.label("ticket.open"_msg), OpenTicket{ticket.id})});
  return screen.add({button(texts.label("admin.tickets"_msg), ListTickets{}), panel_button(texts)});
}

std::string write_refused_label(const Texts& texts, shop::WriteRefusal refusal) {
  switch (refusal) {
    case shop::WriteRefusal::unknown:
      return texts.label("callback.stale"_msg);
    case shop::WriteRefusal::empty:
      return texts.label("ticket.empty"_msg);
    case shop::WriteRefusal::too_long:
      return texts.label("ticket.too_long"_msg, {{"most", shop::kMaxTicketUnits}});
    case shop::WriteRefusal::too_often:
      return texts.label("ticket.too_often"_msg);
    case shop::WriteRefusal::too_many:
      return texts.label("ticket.too_many"_msg);
  }
  std::unreachable();
}

}  // namespace bot::admin
