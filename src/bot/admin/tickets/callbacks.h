// Callbacks of the staff's buttons about tickets.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "bot/view/callback.h"

namespace bot::admin {

// Those that wait first.
struct ListTickets {
  static constexpr std::string_view tag = "tickets";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListTickets, (), (offset))

// The thread from its newest message on.
struct ShowTicket {
  static constexpr std::string_view tag = "ticket";
  std::int64_t ticket_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowTicket, (), (ticket_id, offset))

// The same as a new message, below the one that brought something of the ticket.
struct OpenTicket {
  static constexpr std::string_view tag = "ticket_open";
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(OpenTicket, (), (ticket_id))

// Sends a page of the thread in full, with its pictures.
struct SendThread {
  static constexpr std::string_view tag = "ticket_full";
  std::int64_t ticket_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(SendThread, (), (ticket_id, offset))

// Asks what to answer; the next text or picture is it.
struct AskAnswer {
  static constexpr std::string_view tag = "ticket_answer";
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskAnswer, (), (ticket_id))

struct CloseTicket {
  static constexpr std::string_view tag = "ticket_close";
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(CloseTicket, (), (ticket_id))

// Asks what to write to the customer, about an order or (0) about none.
struct WriteToCustomer {
  static constexpr std::string_view tag = "write_to";
  std::int64_t user_id = 0;
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(WriteToCustomer, (), (user_id, order_id))

}  // namespace bot::admin
