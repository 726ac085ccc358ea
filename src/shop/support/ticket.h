// Tickets and what stands in them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/page.h"

namespace shop {

enum class TicketState {
  waiting,   // the customer wrote last
  answered,  // staff wrote last
  closed,
};
BOOST_DESCRIBE_ENUM(TicketState, waiting, answered, closed)

struct Ticket {
  std::int64_t id = 0;
  std::int64_t user_id = 0;              // the customer
  std::optional<std::int64_t> order_id;  // theirs
  TicketState state = TicketState::waiting;
  base::Timestamp opened_at;
  base::Timestamp changed_at;  // of the state; of the newest answer
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, user_id, order_id, state, opened_at, changed_at))

struct TicketMessage {
  std::int64_t id = 0;
  std::int64_t ticket_id = 0;
  std::string author;  // as parse_actor reads
  std::string text;    // may be empty beside a picture
  std::optional<std::string> photo_file_id;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(TicketMessage, (), (id, ticket_id, author, text, photo_file_id, created_at))

// A ticket with its customer, for lists.
struct TicketEntry : Ticket {
  std::string first_name;
  std::optional<std::string> username;
};
BOOST_DESCRIBE_STRUCT(TicketEntry, (Ticket), (first_name, username))

std::optional<Ticket> find_ticket(db::Tx& tx, std::int64_t id);

// Those that wait first, the longest waiting before the others; then the answered and the closed
// ones, each the newest first.
Slice<TicketEntry> list_tickets(db::Tx& tx, Page page);
// A customer's, the last changed first.
Slice<Ticket> tickets_of(db::Tx& tx, std::int64_t user_id, Page page);

std::int64_t count_waiting_tickets(db::Tx& tx);

// Newest first.
Slice<TicketMessage> messages_of_ticket(db::Tx& tx, std::int64_t ticket_id, Page page);
std::optional<TicketMessage> find_ticket_message(db::Tx& tx, std::int64_t id);

// Which message of a person's chat is about a ticket: a reply to it is written to the ticket.
void remember_ticket_post(db::Tx& tx, std::int64_t ticket_id, std::int64_t user_id,
                          std::int64_t message_id);
std::optional<Ticket> find_ticket_of_post(db::Tx& tx, std::int64_t user_id,
                                          std::int64_t message_id);

}  // namespace shop
