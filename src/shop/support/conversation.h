// What customers and staff write to each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/support/ticket.h"

namespace shop {

inline constexpr std::size_t kMaxTicketUnits = 3'500;  // UTF-16 units of a text
inline constexpr int kMaxOpenTickets = 3;              // of a customer
inline constexpr int kMaxTicketMessages = 20;          // of a customer within an hour
// A closed ticket is opened again by what is written within that time; later there is a new one.
inline constexpr std::chrono::days kReopenedWithin{30};

// A text, a picture (a Telegram file id), or both.
struct Writing {
  std::string text;
  std::optional<std::string> photo_file_id = {};
};

enum class WriteRefusal {
  unknown,    // no such customer, ticket, or order of theirs
  empty,      // neither a text nor a picture
  too_long,   // kMaxTicketUnits
  too_often,  // kMaxTicketMessages
  too_many,   // kMaxOpenTickets other tickets are open
};

// Writes to the customer's ticket about that order, or about none; opens one, or opens a closed one
// again. Sends `ticket_written` to each of `staff_ids` but themselves. Locks the customer.
std::expected<Ticket, WriteRefusal> write_as_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::optional<std::int64_t> order_id,
                                                      const Writing& writing,
                                                      std::span<const std::int64_t> staff_ids,
                                                      base::Timestamp now);

// Sends `ticket_answered` to the customer and writes the audit log; opens a closed ticket again.
std::expected<Ticket, WriteRefusal> answer_ticket(db::Tx& tx, std::int64_t ticket_id,
                                                  const Writing& writing,
                                                  const Permit<Act::answer_tickets>& permit,
                                                  base::Timestamp now);

// The same, in the customer's ticket about that order, or about none, whether there is one or not.
std::expected<Ticket, WriteRefusal> write_to_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::optional<std::int64_t> order_id,
                                                      const Writing& writing,
                                                      const Permit<Act::write_to_customer>& permit,
                                                      base::Timestamp now);

// Both return false when the ticket is not there, not theirs, or closed already. Staff's is told to
// the customer and written in the audit log.
bool close_ticket(db::Tx& tx, std::int64_t ticket_id, const Permit<Act::answer_tickets>& permit,
                  base::Timestamp now);
bool close_own_ticket(db::Tx& tx, std::int64_t ticket_id, std::int64_t user_id,
                      base::Timestamp now);

}  // namespace shop
