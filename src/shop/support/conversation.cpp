#include "shop/support/conversation.h"

#include <boost/describe.hpp>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/sales/order.h"
#include "shop/support/notices.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

// What the audit log says of a ticket; not what was written, which stands in the ticket.
struct TicketDetails {
  std::optional<TicketState> before;
  TicketState after = TicketState::answered;
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(TicketDetails, (), (before, after, user_id))

std::optional<WriteRefusal> check_writing(const Writing& writing) {
  if (base::trim(writing.text).empty() && !writing.photo_file_id) {
    return WriteRefusal::empty;
  }
  return base::utf16_length(writing.text) > kMaxTicketUnits ? std::optional(WriteRefusal::too_long)
                                                            : std::nullopt;
}

bool lock_customer(db::Tx& tx, std::int64_t user_id) {
  return tx
      .first<std::int64_t>(fmt::format("SELECT id FROM users WHERE id = $1{}", tx.for_update()),
                           user_id)
      .has_value();
}

// Whether the ticket may be about that order.
bool is_order_of(db::Tx& tx, std::int64_t user_id, std::optional<std::int64_t> order_id) {
  const auto order = order_id ? find_order(tx, *order_id) : std::nullopt;
  return !order_id || (order && order->user_id == user_id);
}

std::optional<Ticket> lock_ticket(db::Tx& tx, std::int64_t ticket_id) {
  return tx.first<Ticket>(
      fmt::format("SELECT {} FROM tickets WHERE id = $1{}", db::columns<Ticket>(), tx.for_update()),
      ticket_id);
}

// The ticket that goes on when something is written about the order, or about none.
std::optional<Ticket> current_ticket(db::Tx& tx, std::int64_t user_id,
                                     std::optional<std::int64_t> order_id, base::Timestamp now) {
  return tx.first<Ticket>(
      fmt::format("SELECT {} FROM tickets WHERE user_id = $1 AND COALESCE(order_id, 0) = $2 "
                  "AND (state <> 'closed' OR changed_at > $3) ORDER BY id DESC LIMIT 1{}",
                  db::columns<Ticket>(), tx.for_update()),
      user_id, order_id.value_or(0), now - kReopenedWithin);
}

// For a closed one the customer may have opened another since.
std::optional<Ticket> ticket_to_answer(db::Tx& tx, std::int64_t ticket_id, base::Timestamp now) {
  const auto named = find_ticket(tx, ticket_id);
  if (!named || !lock_customer(tx, named->user_id)) {
    return std::nullopt;
  }
  const auto locked = lock_ticket(tx, ticket_id);
  const auto current = locked->state == TicketState::closed
                           ? current_ticket(tx, named->user_id, named->order_id, now)
                           : std::nullopt;
  return current ? current : locked;
}

Ticket open_ticket(db::Tx& tx, std::int64_t user_id, std::optional<std::int64_t> order_id,
                   TicketState state, base::Timestamp now) {
  Ticket ticket{.user_id = user_id,
                .order_id = order_id,
                .state = state,
                .opened_at = now,
                .changed_at = now};
  ticket.id = tx.one<std::int64_t>(
      "INSERT INTO tickets (user_id, order_id, state, opened_at, changed_at) "
      "VALUES ($1, $2, $3, $4, $4) RETURNING id",
      user_id, order_id, state, now);
  return ticket;
}

void set_state(db::Tx& tx, Ticket& ticket, TicketState state, base::Timestamp now) {
  ticket.state = state;
  ticket.changed_at = now;
  tx.execute_later("UPDATE tickets SET state = $2, changed_at = $3 WHERE id = $1", ticket.id, state,
                   now);
}

// REQUIRES: the ticket has the state that it has from now on.
void tell_of_opened(db::Tx& tx, const Ticket& ticket, base::Timestamp now) {
  write_event(tx,
              TicketOpened{.id = ticket.id,
                           .user_id = ticket.user_id,
                           .order_id = ticket.order_id,
                           .state = std::string(text_of(ticket.state)),
                           .opened_at = ticket.opened_at},
              now);
}

std::int64_t insert_message(db::Tx& tx, std::int64_t ticket_id, const Actor& author,
                            const Writing& writing, base::Timestamp now) {
  return tx.one<std::int64_t>(
      "INSERT INTO ticket_messages (ticket_id, author, text, photo_file_id, created_at) "
      "VALUES ($1, $2, $3, $4, $5) RETURNING id",
      ticket_id, author, base::trim(writing.text), writing.photo_file_id, now);
}

// Why the customer may not write, if not for what they wrote.
std::optional<WriteRefusal> check_pace(db::Tx& tx, std::int64_t user_id, bool opens,
                                       base::Timestamp now) {
  const auto written = tx.one<int>(
      "SELECT count(*) FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id "
      "WHERE t.user_id = $1 AND m.author = 'customer' AND m.created_at > $2",
      user_id, now - std::chrono::hours(1));
  if (written >= kMaxTicketMessages) {
    return WriteRefusal::too_often;
  }
  const bool is_full =
      opens && tx.one<int>("SELECT count(*) FROM tickets WHERE user_id = $1 AND state <> 'closed'",
                           user_id) >= kMaxOpenTickets;
  return is_full ? std::optional(WriteRefusal::too_many) : std::nullopt;
}

template <Act act>
Ticket post_answer(db::Tx& tx, Ticket ticket, std::optional<TicketState> before,
                   const Writing& writing, const Permit<act>& permit, base::Timestamp now) {
  const auto message_id = insert_message(tx, ticket.id, permit.actor(), writing, now);
  set_state(tx, ticket, TicketState::answered, now);
  if (before.value_or(TicketState::closed) == TicketState::closed) {
    tell_of_opened(tx, ticket, now);
  }
  enqueue(tx, kTicketAnswered, ticket.user_id, {ticket.id, message_id}, now);
  record(tx, permit,
         {.subject = fmt::format("ticket:{}", ticket.id),
          .details = json::to_text(
              TicketDetails{.before = before, .after = ticket.state, .user_id = ticket.user_id})},
         now);
  return ticket;
}

}  // namespace

std::expected<Ticket, WriteRefusal> write_as_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::optional<std::int64_t> order_id,
                                                      const Writing& writing,
                                                      std::span<const std::int64_t> staff_ids,
                                                      base::Timestamp now) {
  if (const auto refusal = check_writing(writing)) {
    return std::unexpected(*refusal);
  }
  if (!lock_customer(tx, user_id) || !is_order_of(tx, user_id, order_id)) {
    return std::unexpected(WriteRefusal::unknown);
  }
  auto ticket = current_ticket(tx, user_id, order_id, now);
  const bool opens = !ticket || ticket->state == TicketState::closed;
  if (const auto refusal = check_pace(tx, user_id, opens, now)) {
    return std::unexpected(*refusal);
  }
  if (!ticket) {
    ticket = open_ticket(tx, user_id, order_id, TicketState::waiting, now);
  }
  const auto message_id = insert_message(tx, ticket->id, Actor::customer(), writing, now);
  // One that waits keeps its place in the queue.
  if (ticket->state != TicketState::waiting) {
    set_state(tx, *ticket, TicketState::waiting, now);
  }
  if (opens) {
    tell_of_opened(tx, *ticket, now);
  }
  for (const auto staff_id : staff_ids) {
    if (staff_id != user_id) {
      enqueue(tx, kTicketWritten, staff_id, {ticket->id, message_id}, now);
    }
  }
  return *ticket;
}

std::expected<Ticket, WriteRefusal> answer_ticket(db::Tx& tx, std::int64_t ticket_id,
                                                  const Writing& writing,
                                                  const Permit<Act::answer_tickets>& permit,
                                                  base::Timestamp now) {
  if (const auto refusal = check_writing(writing)) {
    return std::unexpected(*refusal);
  }
  const auto ticket = ticket_to_answer(tx, ticket_id, now);
  if (!ticket) {
    return std::unexpected(WriteRefusal::unknown);
  }
  return post_answer(tx, *ticket, ticket->state, writing, permit, now);
}

std::expected<Ticket, WriteRefusal> write_to_customer(db::Tx& tx, std::int64_t user_id,
                                                      std::optional<std::int64_t> order_id,
                                                      const Writing& writing,
                                                      const Permit<Act::write_to_customer>& permit,
                                                      base::Timestamp now) {
  if (const auto refusal = check_writing(writing)) {
    return std::unexpected(*refusal);
  }
  if (!lock_customer(tx, user_id) || !is_order_of(tx, user_id, order_id)) {
    return std::unexpected(WriteRefusal::unknown);
  }
  const auto earlier = current_ticket(tx, user_id, order_id, now);
  const auto ticket =
      earlier ? *earlier : open_ticket(tx, user_id, order_id, TicketState::answered, now);
  return post_answer(tx, ticket, earlier ? std::optional(earlier->state) : std::nullopt, writing,
                     permit, now);
}

bool close_ticket(db::Tx& tx, std::int64_t ticket_id, const Permit<Act::answer_tickets>& permit,
                  base::Timestamp now) {
  auto ticket = lock_ticket(tx, ticket_id);
  if (!ticket || ticket->state == TicketState::closed) {
    return false;
  }
  const auto before = ticket->state;
  set_state(tx, *ticket, TicketState::closed, now);
  enqueue(tx, kTicketClosed, ticket->user_id, {ticket_id, 0}, now);
  record(tx, permit,
         {.subject = fmt::format("ticket:{}", ticket_id),
          .details = json::to_text(
              TicketDetails{.before = before, .after = ticket->state, .user_id = ticket->user_id})},
         now);
  return true;
}

bool close_own_ticket(db::Tx& tx, std::int64_t ticket_id, std::int64_t user_id,
                      base::Timestamp now) {
  auto ticket = lock_ticket(tx, ticket_id);
  if (!ticket || ticket->user_id != user_id || ticket->state == TicketState::closed) {
    return false;
  }
  set_state(tx, *ticket, TicketState::closed, now);
  return true;
}

}  // namespace shop
