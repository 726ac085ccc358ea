// Tickets as lists of programs show them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/support/ticket.h"

namespace shop {

struct TicketFilter {
  std::optional<TicketState> state = {};
  std::optional<std::int64_t> user_id = {};
};

enum class TicketSort { id, changed_at };
BOOST_DESCRIBE_ENUM(TicketSort, id, changed_at)

// In parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<TicketEntry>> ticket_rows(db::Tx& tx, const TicketFilter& filter,
                                                 const ListOrder<TicketSort>& order,
                                                 const ListPart& part);

std::optional<TicketEntry> find_ticket_entry(db::Tx& tx, std::int64_t id);

}  // namespace shop
