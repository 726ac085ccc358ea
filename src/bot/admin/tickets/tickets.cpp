#include "bot/admin/audit/history_button.h"
#include "bot/admin/routes.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/admin/tickets/ticket_screens.h"

namespace bot::admin {
namespace {

Reply list_tickets(db::Tx& tx, const Request& request, const ListTickets& callback) {
  return show(tickets_screen(wording_of(request),
                             shop::list_tickets(tx, {callback.offset, kTicketsPerPage}),
                             callback.offset));
}

Reply show_thread(db::Tx& tx, const Request& request, std::int64_t ticket_id, int offset,
                  Placement placement) {
  const auto ticket = shop::find_ticket(tx, ticket_id);
  if (!ticket) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  auto screen = thread_screen(wording_of(request), load_thread(tx, *ticket, offset));
  add_history(screen, request, AuditOf::ticket, ticket_id);
  return show(std::move(screen), placement);
}

Reply show_ticket(db::Tx& tx, const Request& request, const ShowTicket& callback) {
  return show_thread(tx, request, callback.ticket_id, callback.offset, Placement::in_place);
}

Reply open_ticket(db::Tx& tx, const Request& request, const OpenTicket& callback) {
  return show_thread(tx, request, callback.ticket_id, 0, Placement::new_message);
}

Reply send_thread(db::Tx& tx, const Request& request, const SendThread& callback) {
  const auto ticket = shop::find_ticket(tx, callback.ticket_id);
  if (!ticket) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  const auto thread = load_thread(tx, *ticket, callback.offset);
  const auto& messages = thread.messages.items;
  if (messages.empty()) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  Reply reply;
  for (std::size_t i = messages.size(); i-- > 0;) {
    reply.more.push_back(
        thread_message_screen(wording_of(request), messages[i], thread.authors[i]));
    if (messages[i].photo_file_id) {
      reply.pictures.push_back({.file_id = *messages[i].photo_file_id});
    }
  }
  return reply;
}

// As a new message: the pressed one may have brought what the customer wrote.
Reply close(db::Tx& tx, const Request& request, const CloseTicket& callback,
            const shop::Permit<shop::Act::answer_tickets>& permit) {
  const bool is_closed = shop::close_ticket(tx, callback.ticket_id, permit, request.now);
  return show_thread(tx, request, callback.ticket_id, 0, Placement::new_message)
      .with_toast(
          request.texts.label(is_closed ? "ticket.is_closed"_msg : "ticket.was_closed"_msg));
}

}  // namespace

void add_ticket_routes(Router& router) {
  router.add_to_panel("admin.tickets"_msg, ListTickets{}, shop::Act::answer_tickets,
                      shop::count_waiting_tickets);
  router.on_press<ListTickets>(shop::Act::answer_tickets, db::Access::read, list_tickets);
  router.on_press<ShowTicket>(shop::Act::answer_tickets, db::Access::read, show_ticket);
  router.on_press<OpenTicket>(shop::Act::answer_tickets, db::Access::read, open_ticket);
  router.on_press<SendThread>(shop::Act::answer_tickets, db::Access::read, send_thread);
  router.on_act<shop::Act::answer_tickets, CloseTicket>(close);
}

}  // namespace bot::admin
