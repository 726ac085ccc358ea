#include "bot/updates/reply_sender.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/text.h"
#include "bot/updates/calls.h"
#include "bot/updates/sending/menu_sender.h"
#include "bot/updates/sending/reply_records.h"

namespace bot {

namespace asio = boost::asio;
using telegram::Priority;

struct ReplySender::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor on, telegram::Sender& through, db::Database& marks,
        base::Logger& notes)
      : executor(std::move(on)),
        sender(through),
        logger(notes),
        records(marks, notes),
        menus(executor, through, records, notes),
        became_idle(executor, asio::steady_timer::time_point::max()) {}

  asio::any_io_executor executor;
  telegram::Sender& sender;
  base::Logger& logger;
  ReplyRecords records;
  MenuSender menus;
  int under_way = 0;
  asio::steady_timer became_idle;

  void start(asio::awaitable<void> work);
  asio::awaitable<void> answer(telegram::AnswerCallbackQuery answer);
  template <class Message>
  asio::awaitable<void> message(Message message);
  asio::awaitable<void> edit(telegram::EditMessageText edit);
  asio::awaitable<void> set_commands(telegram::SetMyCommands list);
};

// Runs at once up to its first wait, by which the call has its place in the Sender's queue.
void ReplySender::State::start(asio::awaitable<void> work) {
  ++under_way;
  asio::co_spawn(executor, std::move(work),
                 [self = shared_from_this()](const std::exception_ptr& failure) {
                   if (failure) {
                     self->logger.error("A reply could not be sent because of a defect.");
                   }
                   if (--self->under_way == 0) {
                     self->became_idle.cancel();
                   }
                 });
}

asio::awaitable<void> ReplySender::State::answer(telegram::AnswerCallbackQuery answer) {
  const auto answered = co_await sender.send(answer, Priority::interactive);
  if (!answered && !telegram::is_query_expired(answered.error())) {
    logger.warn("A press was not answered: {}", telegram::to_text(answered.error()));
  }
}

template <class Message>
asio::awaitable<void> ReplySender::State::message(Message message) {
  const auto sent = co_await sender.send(message, Priority::interactive);
  if (!sent) {
    co_await records.note(message.chat_id, sent.error());
  }
}

asio::awaitable<void> ReplySender::State::edit(telegram::EditMessageText edit) {
  const auto edited = co_await sender.send(edit, Priority::interactive);
  if (!edited && !telegram::is_not_modified(edited.error()) &&
      !telegram::is_message_gone(edited.error()) &&
      edited.error().kind != telegram::ApiErrorKind::superseded) {
    co_await records.note(edit.chat_id, edited.error());
  }
}

asio::awaitable<void> ReplySender::State::set_commands(telegram::SetMyCommands list) {
  const auto done = co_await sender.send(list, Priority::notification);
  if (!done) {
    logger.warn("The list of commands was not changed: {}", telegram::to_text(done.error()));
  }
}

ReplySender::ReplySender(asio::any_io_executor executor, telegram::Sender& sender,
                         db::Database& database, base::Logger& logger)
    : state_(std::make_shared<State>(std::move(executor), sender, database, logger)) {}

ReplySender::~ReplySender() = default;

void ReplySender::answer(telegram::AnswerCallbackQuery answer) {
  state_->start(state_->answer(std::move(answer)));
}

void ReplySender::send(const Incoming& to, const Reply& reply) {
  const auto chat_id = to.chat_id();
  if (!to.press && !reply.toast.empty()) {
    state_->start(state_->message(message_with(chat_id, {.text = base::escape_html(reply.toast)})));
  }
  if (reply.screen) {
    Menu menu{chat_id, *reply.screen, reply.picture_above, reply.on_sent};
    const bool edits =
        to.press && to.press->message_id != 0 && reply.placement == Placement::in_place;
    state_->start(
        edits ? state_->menus.show_in(std::move(menu), to.press->message_id, to.press->is_in_photo)
              : state_->menus.show_anew(std::move(menu)));
  }
  for (const auto& edit : reply.edits) {
    state_->start(state_->edit(edit_to(chat_id, edit.message_id, edit.screen)));
  }
  for (const auto& screen : reply.more) {
    state_->start(state_->message(message_with(chat_id, screen)));
  }
  if (reply.invoice) {
    state_->start(state_->message(invoice_with(chat_id, *reply.invoice)));
  }
  for (const auto& picture : reply.pictures) {
    state_->start(state_->message(photo_with(chat_id, picture)));
  }
  for (const auto& document : reply.documents) {
    state_->start(state_->message(document_with(chat_id, document)));
  }
  for (const auto& list : reply.command_lists) {
    state_->start(state_->set_commands(list));
  }
}

asio::awaitable<void> ReplySender::idle() {
  const auto state = state_;
  while (state->under_way > 0) {
    co_await state->became_idle.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

}  // namespace bot
