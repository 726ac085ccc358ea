// Tickets as customers see them.
#pragma once

#include <cstdint>
#include <optional>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/support/conversation.h"
#include "shop/support/ticket.h"

namespace bot::customer {

inline constexpr int kOwnTicketsShown = 5;
inline constexpr int kOwnMessagesPerPage = 5;

// Asks for the question; below it the customer's earlier tickets.
Screen ask_question_screen(const Wording& wording, const shop::Slice<shop::Ticket>& tickets);
// Asks what is wrong with the order, or what to add to the ticket.
Screen ask_problem_screen(const Wording& wording, std::int64_t order_id);
Screen ask_more_screen(const Wording& wording, const shop::Ticket& ticket);
Screen written_screen(const Wording& wording, const shop::Ticket& ticket);
// Not yet closed: with the two buttons.
Screen own_thread_screen(const Wording& wording, const shop::Ticket& ticket,
                         const shop::Slice<shop::TicketMessage>& messages, int offset);
// What staff have written, as a message of its own.
Screen ticket_answer_screen(const Wording& wording, const shop::Ticket& ticket,
                            const shop::TicketMessage& message);
Screen ticket_closed_screen(const Wording& wording, const shop::Ticket& ticket);
Screen not_written_screen(const Wording& wording, shop::WriteRefusal refusal);

}  // namespace bot::customer
