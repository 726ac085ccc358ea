#include <boost/describe.hpp>
#include <optional>

#include "bot/customer/callbacks.h"
#include "bot/customer/contact.h"
#include "bot/customer/routes.h"
#include "bot/customer/support/callbacks.h"
#include "bot/customer/support/ticket_screens.h"
#include "bot/updates/writing.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/customers/alert_topic.h"
#include "shop/sales/order.h"

namespace bot::customer {
namespace {

constexpr std::string_view kSupportDialog = "support";

// What the customer writes about.
struct SupportData {
  std::optional<std::int64_t> order_id;
};
BOOST_DESCRIBE_STRUCT(SupportData, (), (order_id))

void expect_writing(db::Tx& tx, const Request& request, std::optional<std::int64_t> order_id) {
  shop::save_dialog(tx, request.chat_id(),
                    {std::string(kSupportDialog), json::to_text(SupportData{.order_id = order_id})},
                    request.now);
}

// A contact outside the bot is shown; otherwise the shop itself answers.
Reply show_support(db::Tx& tx, const Request& request, const ShowSupport& /*callback*/) {
  if (!request.settings.support_contact.empty()) {
    return show(support_screen(request.texts, request.settings));
  }
  expect_writing(tx, request, std::nullopt);
  return show(ask_question_screen(
      wording_of(request), shop::tickets_of(tx, request.customer.id, {0, kOwnTicketsShown})));
}

Reply report_problem(db::Tx& tx, const Request& request, const ReportProblem& callback) {
  const auto order = shop::find_order(tx, callback.order_id);
  if (!order || order->user_id != request.customer.id) {
    return toast(request.texts.label("order.unknown"_msg));
  }
  expect_writing(tx, request, order->id);
  return show(ask_problem_screen(wording_of(request), order->id));
}

std::optional<shop::Ticket> own_ticket(db::Tx& tx, const Request& request, std::int64_t id) {
  auto ticket = shop::find_ticket(tx, id);
  return ticket && ticket->user_id == request.customer.id ? std::move(ticket) : std::nullopt;
}

Reply gone(const Request& request) { return toast(request.texts.label("callback.stale"_msg)); }

// As a new message: the pressed one may have brought an answer.
Reply ask_more(db::Tx& tx, const Request& request, const AnswerSupport& callback) {
  const auto ticket = own_ticket(tx, request, callback.ticket_id);
  if (!ticket) {
    return gone(request);
  }
  expect_writing(tx, request, ticket->order_id);
  return show(ask_more_screen(wording_of(request), *ticket), Placement::new_message);
}

Reply show_own_ticket(db::Tx& tx, const Request& request, const ShowOwnTicket& callback) {
  const auto ticket = own_ticket(tx, request, callback.ticket_id);
  if (!ticket) {
    return gone(request);
  }
  return show(own_thread_screen(
      wording_of(request), *ticket,
      shop::messages_of_ticket(tx, ticket->id, {callback.offset, kOwnMessagesPerPage}),
      callback.offset));
}

Reply close_own(db::Tx& tx, const Request& request, const CloseOwnTicket& callback) {
  const bool is_closed =
      shop::close_own_ticket(tx, callback.ticket_id, request.customer.id, request.now);
  return toast(request.texts.label(is_closed ? "ticket.is_closed"_msg : "ticket.was_closed"_msg));
}

// The dialog goes on, so that more can be written.
Reply write(db::Tx& tx, const Request& request, std::optional<std::int64_t> order_id) {
  const auto staff = shop::who_hears(tx, shop::AlertTopic::ticket, request.settings.owner_ids);
  const auto done = shop::write_as_customer(tx, request.customer.id, order_id, writing_of(request),
                                            staff, request.now);
  return done ? show(written_screen(wording_of(request), *done))
              : show(not_written_screen(wording_of(request), done.error()));
}

Reply typed_to_support(db::Tx& tx, const Request& request) {
  const auto data = json::parse<SupportData>(request.dialog->data, json::Strictness::lenient);
  return write(tx, request, data ? data->order_id : std::nullopt);
}

// A reply to a message that brought something of the customer's own ticket.
std::optional<Reply> replied_to_support(db::Tx& tx, const Request& request) {
  const auto ticket = shop::find_ticket_of_post(tx, request.chat_id(), request.reply_to_message_id);
  return ticket && ticket->user_id == request.customer.id
             ? std::optional(write(tx, request, ticket->order_id))
             : std::nullopt;
}

}  // namespace

void add_support_routes(Router& router) {
  router.on_command<ShowSupport>(
      {.name = "support", .description = "command.support"_msg, .help = "help.support"_msg},
      db::Access::write, show_support);
  router.add_to_menu("menu.support"_msg, ShowSupport{});
  router.on_press<ShowSupport>(Audience::customers, db::Access::write, show_support);
  router.on_press<ReportProblem>(Audience::customers, db::Access::write, report_problem);
  router.on_press<AnswerSupport>(Audience::customers, db::Access::write, ask_more);
  router.on_press<ShowOwnTicket>(Audience::customers, db::Access::read, show_own_ticket);
  router.on_press<CloseOwnTicket>(Audience::customers, db::Access::write, close_own);
  router.on_dialog(std::string(kSupportDialog), Audience::customers, typed_to_support);
  router.on_reply(replied_to_support);
}

}  // namespace bot::customer
