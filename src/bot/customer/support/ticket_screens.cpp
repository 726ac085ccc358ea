#include "bot/customer/support/ticket_screens.h"

#include <utility>

#include "bot/customer/callbacks.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/support/callbacks.h"
#include "bot/view/ticket_wording.h"
#include "shop/core/acts/actor.h"

namespace bot::customer {
namespace {

// So that a page of messages fits into one; each arrived in full.
constexpr std::size_t kMaxOwnThreadUnits = 600;

std::string own_ticket_label(const Wording& wording, const shop::Ticket& ticket) {
  return short_label(about_ticket(wording.texts, ticket) + " · " + wording.day(ticket.changed_at));
}

bool is_by_customer(const shop::TicketMessage& message) {
  return message.author == shop::to_text(shop::Actor::customer());
}

void add_own_buttons(Screen& screen, const Texts& texts, const shop::Ticket& ticket) {
  std::vector<Button> row{styled(button(texts.label("ticket.answer"_msg), AnswerSupport{ticket.id}),
                                 ButtonStyle::primary)};
  if (ticket.state != shop::TicketState::closed) {
    row.push_back(button(texts.label("ticket.close"_msg), CloseOwnTicket{ticket.id}));
  }
  screen.add(std::move(row));
}

MessageId refusal_text(shop::WriteRefusal refusal) {
  switch (refusal) {
    case shop::WriteRefusal::unknown:
      return "order.unknown"_msg;
    case shop::WriteRefusal::empty:
      return "ticket.empty"_msg;
    case shop::WriteRefusal::too_long:
      return "ticket.too_long"_msg;
    case shop::WriteRefusal::too_often:
      return "support.too_often"_msg;
    case shop::WriteRefusal::too_many:
      return "support.too_many"_msg;
  }
  std::unreachable();
}

}  // namespace

Screen ask_question_screen(const Wording& wording, const shop::Slice<shop::Ticket>& tickets) {
  Screen screen{.text = wording.texts.text("support.ask"_msg)};
  for (const auto& ticket : tickets.items) {
    screen.add(button(own_ticket_label(wording, ticket), ShowOwnTicket{ticket.id}));
  }
  return screen.add(menu_button(wording.texts));
}

Screen ask_problem_screen(const Wording& wording, std::int64_t order_id) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("support.ask_problem"_msg, {{"id", order_id}})};
  return screen.add(
      {button(texts.label("button.back"_msg), ShowOrder{order_id}), menu_button(texts)});
}

Screen ask_more_screen(const Wording& wording, const shop::Ticket& ticket) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    texts.text("support.ask_more"_msg, {{"about", about_ticket(texts, ticket)}})};
  return screen.add(
      {button(texts.label("button.back"_msg), ShowOwnTicket{ticket.id}), menu_button(texts)});
}

Screen written_screen(const Wording& wording, const shop::Ticket& ticket) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    texts.text("support.written"_msg, {{"about", about_ticket(texts, ticket)}})};
  screen.add(button(texts.label("support.thread"_msg), ShowOwnTicket{ticket.id}));
  return screen.add(menu_button(texts));
}

Screen own_thread_screen(const Wording& wording, const shop::Ticket& ticket,
                         const shop::Slice<shop::TicketMessage>& messages, int offset) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("support.thread_title"_msg, {{"about", about_ticket(texts, ticket)}})};
  for (std::size_t i = messages.items.size(); i-- > 0;) {
    const auto& message = messages.items[i];
    const auto author =
        texts.label(is_by_customer(message) ? "support.you"_msg : "menu.support"_msg);
    screen.text += "\n\n" + message_text(wording, message, author, kMaxOwnThreadUnits);
  }
  add_own_buttons(screen, texts, ticket);
  add_page_row(screen, texts, {offset, kOwnMessagesPerPage, messages.has_more},
               [&](int at) { return ShowOwnTicket{ticket.id, static_cast<Offset>(at)}; });
  return screen.add({ticket.order_id
                         ? button(texts.label("button.back"_msg), ShowOrder{*ticket.order_id})
                         : button(texts.label("button.back"_msg), ShowSupport{}),
                     menu_button(texts)});
}

Screen ticket_answer_screen(const Wording& wording, const shop::Ticket& ticket,
                            const shop::TicketMessage& message) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("support.answer"_msg, {{"about", about_ticket(texts, ticket)},
                                                          {"text", written_text(texts, message)}})};
  add_own_buttons(screen, texts, ticket);
  return screen;
}

Screen ticket_closed_screen(const Wording& wording, const shop::Ticket& ticket) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("support.closed"_msg, {{"about", about_ticket(texts, ticket)}})};
  add_own_buttons(screen, texts, ticket);
  return screen;
}

Screen not_written_screen(const Wording& wording, shop::WriteRefusal refusal) {
  return with_menu_button(
      wording.texts, wording.texts.text(refusal_text(refusal), {{"most", shop::kMaxTicketUnits}}));
}

}  // namespace bot::customer
