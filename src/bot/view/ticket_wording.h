// How tickets and their messages are written, for both sides.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bot/view/wording.h"
#include "shop/support/ticket.h"

namespace bot {

// "Ticket 3 · order 12"; plain text.
std::string about_ticket(const Texts& texts, const shop::Ticket& ticket);

// What was written; a picture is said to be there. Not escaped.
std::string written_text(const Texts& texts, const shop::TicketMessage& message);

// With its author and time; HTML. The text is shortened to `max_units`.
std::string message_text(const Wording& wording, const shop::TicketMessage& message,
                         std::string_view author, std::size_t max_units);

}  // namespace bot
