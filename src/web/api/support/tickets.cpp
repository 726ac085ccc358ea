// What customers and staff write to each other.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "shop/support/conversation.h"
#include "shop/support/ticket_list.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

constexpr int kShownMessages = 200;

struct TicketView {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::string first_name;
  std::optional<std::string> username;
  std::optional<std::int64_t> order_id;
  shop::TicketState state = shop::TicketState::waiting;
  base::Timestamp opened_at;
  base::Timestamp changed_at;
};
BOOST_DESCRIBE_STRUCT(TicketView, (),
                      (id, user_id, first_name, username, order_id, state, opened_at, changed_at))

struct TicketMessageView {
  std::int64_t id = 0;
  std::string author;
  std::string text;
  std::optional<std::string> photo_file_id;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(TicketMessageView, (), (id, author, text, photo_file_id, created_at))

struct ThreadView : TicketView {
  std::vector<TicketMessageView> messages;
};
BOOST_DESCRIBE_STRUCT(ThreadView, (TicketView), (messages))

struct TicketQuery : ListParameters {
  std::optional<Sort<shop::TicketSort>> sort;
  std::optional<shop::TicketState> state;
  std::optional<Id> user_id;
};
BOOST_DESCRIBE_STRUCT(TicketQuery, (ListParameters), (sort, state, user_id))

struct TicketPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(TicketPath, (), (id))

struct MessageQuery : PageQuery {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(MessageQuery, (PageQuery), (id))

struct AnswerBody {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (text))

struct LetterBody {
  std::string text;
  std::optional<std::int64_t> order_id;
};
BOOST_DESCRIBE_STRUCT(LetterBody, (), (text, order_id))

constexpr ProblemKind kClosed{409, "closed_already", "The ticket is closed already."};
constexpr ProblemKind kTooMany{409, "too_many_messages",
                               "Too much is being written; wait a while."};

Problem refusal(shop::WriteRefusal refusal) {
  switch (refusal) {
    case shop::WriteRefusal::unknown:
      return kNotFound;
    case shop::WriteRefusal::empty:
      return invalid_field("text", "`text` must not be empty.");
    case shop::WriteRefusal::too_long:
      return invalid_field(
          "text", fmt::format("`text` must be {} characters or fewer.", shop::kMaxTicketUnits));
    case shop::WriteRefusal::too_often:
    case shop::WriteRefusal::too_many:
      return kTooMany;
  }
  std::unreachable();
}

Outcome<List<TicketView>> list_tickets(db::Tx& tx,
                                       const Call<shop::Act::answer_tickets, TicketQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  return list_of<TicketView>(shop::ticket_rows(
      tx, {.state = asked.state, .user_id = number_of(asked.user_id)},
      order_of(asked.sort, {.column = shop::TicketSort::changed_at, .is_descending = true}),
      *part));
}

Outcome<TicketView> ticket_or_problem(db::Tx& tx, std::int64_t id) {
  const auto ticket = shop::find_ticket_entry(tx, id);
  return ticket ? Outcome<TicketView>(copy_fields<TicketView>(*ticket))
                : std::unexpected(Problem(kNotFound));
}

Outcome<ThreadView> show_ticket(db::Tx& tx,
                                const Call<shop::Act::answer_tickets, TicketPath>& call) {
  auto ticket = ticket_or_problem(tx, call.parameters.id);
  if (!ticket) {
    return std::unexpected(std::move(ticket.error()));
  }
  ThreadView thread{*std::move(ticket), {}};
  for (const auto& message :
       shop::messages_of_ticket(tx, call.parameters.id, {.limit = kShownMessages}).items) {
    thread.messages.push_back(copy_fields<TicketMessageView>(message));
  }
  return thread;
}

Outcome<List<TicketMessageView>> list_messages(
    db::Tx& tx, const Call<shop::Act::answer_tickets, MessageQuery>& call) {
  if (!shop::find_ticket_entry(tx, call.parameters.id)) {
    return std::unexpected(Problem(kNotFound));
  }
  List<TicketMessageView> list;
  for (const auto& message :
       shop::messages_of_ticket(tx, call.parameters.id, page_of(call.parameters)).items) {
    list.items.push_back(copy_fields<TicketMessageView>(message));
  }
  return list;
}

Outcome<TicketView> written(db::Tx& tx,
                            const std::expected<shop::Ticket, shop::WriteRefusal>& ticket) {
  return ticket ? ticket_or_problem(tx, ticket->id) : std::unexpected(refusal(ticket.error()));
}

Outcome<TicketView> answer(db::Tx& tx,
                           const Call<shop::Act::answer_tickets, TicketPath, AnswerBody>& call) {
  return written(tx, shop::answer_ticket(tx, call.parameters.id, {.text = call.body.text},
                                         call.permit, call.now));
}

using Letter = Call<shop::Act::write_to_customer, TicketPath, LetterBody>;

Outcome<TicketView> write_to(db::Tx& tx, const Letter& call) {
  return written(tx, shop::write_to_customer(tx, call.parameters.id, call.body.order_id,
                                             {.text = call.body.text}, call.permit, call.now));
}

Outcome<TicketView> close(db::Tx& tx, const Call<shop::Act::answer_tickets, TicketPath>& call) {
  const bool is_closed = shop::close_ticket(tx, call.parameters.id, call.permit, call.now);
  auto ticket = ticket_or_problem(tx, call.parameters.id);
  return is_closed || !ticket ? std::move(ticket) : std::unexpected(Problem(kClosed));
}

}  // namespace

void add_ticket_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/tickets",
            .id = "listTickets",
            .subject = "Support",
            .summary = "Lists tickets.",
            .notes = {{"state", "`waiting`: the customer wrote last."}}},
           &list_tickets);
  api.read({.method = "GET",
            .path = "/api/tickets/{id}",
            .id = "showTicket",
            .subject = "Support",
            .summary = "Shows a ticket with what was written, the newest first.",
            .notes = {{"messages", "The newest 200."},
                      {"author", "`customer`, `owner:7`, `web:admin`."},
                      {"photo_file_id", "Telegram's id of a picture."}}},
           &show_ticket);
  api.read({.method = "GET",
            .path = "/api/tickets/{id}/messages",
            .id = "listTicketMessages",
            .subject = "Support",
            .summary = "Lists what was written in a ticket, the newest first.",
            .details = "A part with fewer items than `per_page` is the last one.",
            .notes = {{"author", "`customer`, `owner:7`, `web:admin`."},
                      {"photo_file_id", "Telegram's id of a picture."}}},
           &list_messages);
  api.write({.method = "POST",
             .path = "/api/tickets/{id}/messages",
             .id = "answerTicket",
             .subject = "Support",
             .summary = "Answers the customer; opens a closed ticket again.",
             .problems = {kTooMany},
             .key_use = KeyUse::optional},
            &answer);
  api.write({.method = "POST",
             .path = "/api/tickets/{id}/close",
             .id = "closeTicket",
             .subject = "Support",
             .summary = "Closes a ticket; the customer is told.",
             .problems = {kClosed},
             .key_use = KeyUse::optional},
            &close);
  api.write({.method = "POST",
             .path = "/api/users/{id}/tickets",
             .id = "writeToUser",
             .subject = "Support",
             .summary = "Writes to a customer, in their ticket about that order or about none.",
             .notes = {{"order_id", "One of theirs."}},
             .problems = {kTooMany},
             .key_use = KeyUse::optional},
            &write_to);
}

}  // namespace web
