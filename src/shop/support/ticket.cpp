#include "shop/support/ticket.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/enum_text.h"

namespace shop {

std::optional<Ticket> find_ticket(db::Tx& tx, std::int64_t id) {
  return tx.first<Ticket>(
      fmt::format("SELECT {} FROM tickets WHERE id = $1", db::columns<Ticket>()), id);
}

Slice<TicketEntry> list_tickets(db::Tx& tx, Page page) {
  return slice_of(
      tx.all<TicketEntry>(
          fmt::format("SELECT {} FROM tickets t JOIN users u ON u.id = t.user_id "
                      "ORDER BY CASE t.state WHEN 'waiting' THEN 0 WHEN 'answered' THEN 1 "
                      "ELSE 2 END, CASE WHEN t.state = 'waiting' THEN t.changed_at END, "
                      "t.changed_at DESC, t.id DESC LIMIT $1 OFFSET $2",
                      db::columns<TicketEntry>("t", "u", "first_name", "username")),
          rows_for(page), page.offset),
      page);
}

Slice<Ticket> tickets_of(db::Tx& tx, std::int64_t user_id, Page page) {
  return slice_of(tx.all<Ticket>(fmt::format("SELECT {} FROM tickets WHERE user_id = $1 "
                                             "ORDER BY changed_at DESC, id DESC "
                                             "LIMIT $2 OFFSET $3",
                                             db::columns<Ticket>()),
                                 user_id, rows_for(page), page.offset),
                  page);
}

std::int64_t count_waiting_tickets(db::Tx& tx) {
  return tx.one<std::int64_t>("SELECT count(*) FROM tickets WHERE state = 'waiting'");
}

Slice<TicketMessage> messages_of_ticket(db::Tx& tx, std::int64_t ticket_id, Page page) {
  return slice_of(
      tx.all<TicketMessage>(fmt::format("SELECT {} FROM ticket_messages WHERE ticket_id = $1 "
                                        "ORDER BY id DESC LIMIT $2 OFFSET $3",
                                        db::columns<TicketMessage>()),
                            ticket_id, rows_for(page), page.offset),
      page);
}

std::optional<TicketMessage> find_ticket_message(db::Tx& tx, std::int64_t id) {
  return tx.first<TicketMessage>(
      fmt::format("SELECT {} FROM ticket_messages WHERE id = $1", db::columns<TicketMessage>()),
      id);
}

void remember_ticket_post(db::Tx& tx, std::int64_t ticket_id, std::int64_t user_id,
                          std::int64_t message_id) {
  tx.execute(
      "INSERT INTO ticket_posts (user_id, message_id, ticket_id) VALUES ($1, $2, $3) "
      "ON CONFLICT (user_id, message_id) DO UPDATE SET ticket_id = $3",
      user_id, message_id, ticket_id);
}

std::optional<Ticket> find_ticket_of_post(db::Tx& tx, std::int64_t user_id,
                                          std::int64_t message_id) {
  return tx.first<Ticket>(
      fmt::format("SELECT {} FROM ticket_posts p JOIN tickets t ON t.id = p.ticket_id "
                  "WHERE p.user_id = $1 AND p.message_id = $2",
                  db::columns<Ticket>("t")),
      user_id, message_id);
}

}  // namespace shop
