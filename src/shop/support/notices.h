// Notices about tickets.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"

namespace shop {

struct TicketNotice {
  std::int64_t ticket_id = 0;
  std::int64_t message_id = 0;  // of ticket_messages; 0: none

  std::optional<std::int64_t> subject_id() const { return ticket_id; }
};
BOOST_DESCRIBE_STRUCT(TicketNotice, (), (ticket_id, message_id))

// To staff: a customer has written.
inline constexpr NoticeKind<TicketNotice> kTicketWritten{"ticket_written"};
// To the customer: staff have written, or closed the ticket.
inline constexpr NoticeKind<TicketNotice> kTicketAnswered{"ticket_answered"};
inline constexpr NoticeKind<TicketNotice> kTicketClosed{"ticket_closed"};

}  // namespace shop
