#include <algorithm>
#include <utility>

#include "bot/admin/tickets/ticket_screens.h"
#include "bot/customer/support/ticket_screens.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/customers/staff.h"
#include "shop/support/notices.h"

namespace bot {
namespace {

// A message that a reply may answer.
NoticeCall about_ticket_call(const NoticeRequest& request, std::int64_t ticket_id,
                             telegram::AnyMethod call) {
  return {.call = std::move(call),
          .on_sent = [ticket_id, user_id = request.user_id](db::Tx& tx, std::int64_t message_id) {
            shop::remember_ticket_post(tx, ticket_id, user_id, message_id);
          }};
}

// The picture, if there is one, and the text with its buttons below it.
Sending written(const NoticeRequest& request, const shop::TicketMessage& message,
                const Screen& screen) {
  Sending sending;
  if (message.photo_file_id) {
    auto picture = about_ticket_call(
        request, message.ticket_id,
        telegram::SendPhoto{.chat_id = request.user_id, .photo = *message.photo_file_id});
    picture.may_fail = true;
    sending.calls.push_back(std::move(picture));
  }
  sending.calls.push_back(
      about_ticket_call(request, message.ticket_id, message_with(request.user_id, screen)));
  return sending;
}

bool may_answer(const NoticeRequest& request) {
  const auto staff =
      shop::who_may(request.tx, shop::Act::answer_tickets, request.settings.owner_ids);
  return std::ranges::find(staff, request.user_id) != staff.end();
}

Sending ticket_written(const NoticeRequest& request, const shop::TicketNotice& notice) {
  const auto ticket = shop::find_ticket(request.tx, notice.ticket_id);
  const auto message = shop::find_ticket_message(request.tx, notice.message_id);
  if (!ticket || !message || !may_answer(request)) {
    return {};
  }
  return written(
      request, *message,
      admin::ticket_notice_screen(request.wording(), *ticket,
                                  shop::find_customer(request.tx, ticket->user_id), *message));
}

Sending ticket_answered(const NoticeRequest& request, const shop::TicketNotice& notice) {
  const auto ticket = shop::find_ticket(request.tx, notice.ticket_id);
  const auto message = shop::find_ticket_message(request.tx, notice.message_id);
  return ticket && message
             ? written(request, *message,
                       customer::ticket_answer_screen(request.wording(), *ticket, *message))
             : Sending();
}

Sending ticket_closed(const NoticeRequest& request, const shop::TicketNotice& notice) {
  const auto ticket = shop::find_ticket(request.tx, notice.ticket_id);
  if (!ticket) {
    return {};
  }
  const auto screen = customer::ticket_closed_screen(request.wording(), *ticket);
  return {.calls = {about_ticket_call(request, ticket->id, message_with(request.user_id, screen))}};
}

}  // namespace

void add_ticket_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kTicketWritten, ticket_written);
  renderers.on(shop::kTicketAnswered, ticket_answered);
  renderers.on(shop::kTicketClosed, ticket_closed);
}

}  // namespace bot
