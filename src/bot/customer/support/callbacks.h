// Callbacks of customers' tickets.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "bot/view/callback.h"

namespace bot::customer {

// `Problem with this order`: the next texts and pictures are written to its ticket.
struct ReportProblem {
  static constexpr std::string_view tag = "problem";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReportProblem, (), (order_id))

// The same for a ticket.
struct AnswerSupport {
  static constexpr std::string_view tag = "my_answer";
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerSupport, (), (ticket_id))

struct CloseOwnTicket {
  static constexpr std::string_view tag = "my_close";
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(CloseOwnTicket, (), (ticket_id))

// The thread from its newest message on.
struct ShowOwnTicket {
  static constexpr std::string_view tag = "my_ticket";
  std::int64_t ticket_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOwnTicket, (), (ticket_id, offset))

}  // namespace bot::customer
