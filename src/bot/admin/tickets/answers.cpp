#include <boost/describe.hpp>
#include <optional>

#include "bot/admin/routes.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/admin/tickets/ticket_screens.h"
#include "bot/updates/writing.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

constexpr std::string_view kAnswerDialog = "ticket_answer";
constexpr std::string_view kMessageDialog = "write_to_customer";

struct AnswerData {
  std::int64_t ticket_id = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerData, (), (ticket_id))

struct MessageData {
  std::int64_t user_id = 0;
  std::int64_t order_id = 0;  // 0: none
};
BOOST_DESCRIBE_STRUCT(MessageData, (), (user_id, order_id))

using Answered = std::expected<shop::Ticket, shop::WriteRefusal>;

// A dialog goes on until something comes that can be sent.
Reply answered(db::Tx& tx, const Request& request, const Answered& done) {
  if (!done &&
      (done.error() == shop::WriteRefusal::empty || done.error() == shop::WriteRefusal::too_long)) {
    return toast(write_refused_label(request.texts, done.error()));
  }
  shop::clear_dialog(tx, request.chat_id());
  return done ? show(answer_sent_screen(wording_of(request), *done), Placement::new_message)
              : toast(write_refused_label(request.texts, done.error()));
}

// As a new message: the pressed one may have brought what the customer wrote.
Reply ask_answer(db::Tx& tx, const Request& request, const AskAnswer& callback) {
  const auto ticket = shop::find_ticket(tx, callback.ticket_id);
  if (!ticket) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  shop::save_dialog(tx, request.chat_id(),
                    {std::string(kAnswerDialog), json::to_text(AnswerData{ticket->id})},
                    request.now);
  return show(
      ask_answer_screen(wording_of(request), *ticket, shop::find_customer(tx, ticket->user_id)),
      Placement::new_message);
}

Reply typed_answer(db::Tx& tx, const Request& request,
                   const shop::Permit<shop::Act::answer_tickets>& permit) {
  const auto data = json::parse<AnswerData>(request.dialog->data, json::Strictness::lenient);
  return answered(tx, request,
                  shop::answer_ticket(tx, data ? data->ticket_id : 0, writing_of(request), permit,
                                      request.now));
}

// A reply to a message that brought something of a customer's ticket.
std::optional<Reply> replied(db::Tx& tx, const Request& request) {
  const auto permit = request.permit<shop::Act::answer_tickets>();
  const auto ticket =
      permit ? shop::find_ticket_of_post(tx, request.chat_id(), request.reply_to_message_id)
             : std::nullopt;
  if (!ticket || ticket->user_id == request.sender.id) {
    return std::nullopt;
  }
  return answered(tx, request,
                  shop::answer_ticket(tx, ticket->id, writing_of(request), *permit, request.now));
}

Reply ask_message(db::Tx& tx, const Request& request, const WriteToCustomer& callback) {
  const auto customer = shop::find_customer(tx, callback.user_id);
  if (!customer) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  const MessageData data{.user_id = callback.user_id, .order_id = callback.order_id};
  shop::save_dialog(tx, request.chat_id(), {std::string(kMessageDialog), json::to_text(data)},
                    request.now);
  return show(ask_message_screen(wording_of(request), *customer, callback.order_id));
}

Reply typed_message(db::Tx& tx, const Request& request,
                    const shop::Permit<shop::Act::write_to_customer>& permit) {
  const auto data = json::parse<MessageData>(request.dialog->data, json::Strictness::lenient);
  const auto known = data ? *data : MessageData{};
  const auto order_id = known.order_id != 0 ? std::optional(known.order_id) : std::nullopt;
  return answered(tx, request,
                  shop::write_to_customer(tx, known.user_id, order_id, writing_of(request), permit,
                                          request.now));
}

}  // namespace

void add_answer_routes(Router& router) {
  router.on_press<AskAnswer>(shop::Act::answer_tickets, db::Access::write, ask_answer);
  router.on_act_dialog<shop::Act::answer_tickets>(std::string(kAnswerDialog), typed_answer);
  router.on_reply(replied);
  router.on_press<WriteToCustomer>(shop::Act::write_to_customer, db::Access::write, ask_message);
  router.on_act_dialog<shop::Act::write_to_customer>(std::string(kMessageDialog), typed_message);
}

}  // namespace bot::admin
