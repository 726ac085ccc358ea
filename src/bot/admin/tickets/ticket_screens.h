// Tickets as staff see them. Staff read each other's names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/support/conversation.h"
#include "shop/support/ticket.h"

namespace bot::admin {

MessageId name_of_state(shop::TicketState state);

inline constexpr int kTicketsPerPage = 8;
inline constexpr int kMessagesPerPage = 5;

// A page of a ticket's messages, the newest first, each with its author's name.
struct Thread {
  shop::Ticket ticket;
  std::optional<shop::Customer> customer;
  shop::Slice<shop::TicketMessage> messages;
  std::vector<std::string> authors;
  int offset = 0;
};

Thread load_thread(db::Tx& tx, const shop::Ticket& ticket, int offset);

Screen tickets_screen(const Wording& wording, const shop::Slice<shop::TicketEntry>& tickets,
                      int offset);
Screen thread_screen(const Wording& wording, const Thread& thread);
// A message of the thread in full.
Screen thread_message_screen(const Wording& wording, const shop::TicketMessage& message,
                             const std::string& author);
// What a customer has written, as staff are told.
Screen ticket_notice_screen(const Wording& wording, const shop::Ticket& ticket,
                            const std::optional<shop::Customer>& customer,
                            const shop::TicketMessage& message);

Screen ask_answer_screen(const Wording& wording, const shop::Ticket& ticket,
                         const std::optional<shop::Customer>& customer);
Screen ask_message_screen(const Wording& wording, const shop::Customer& customer,
                          std::int64_t order_id);
Screen answer_sent_screen(const Wording& wording, const shop::Ticket& ticket);
std::string write_refused_label(const Texts& texts, shop::WriteRefusal refusal);

}  // namespace bot::admin
