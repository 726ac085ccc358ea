#include "bot/updates/reply_sender.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/text.h"
#include "bot/updates/calls.h"
#include "shop/customers/customer.h"

namespace bot {

namespace asio = boost::asio;
using telegram::Priority;

struct ReplySender::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor on, telegram::Sender& through, db::Database& marks,
        base::Logger& notes)
      : executor(std::move(on)),
        sender(through),
        database(marks),
        logger(notes),
        became_idle(executor, asio::steady_timer::time_point::max()) {}

  asio::any_io_executor executor;
  telegram::Sender& sender;
  db::Database& database;
  base::Logger& logger;
  int under_way = 0;
  asio::steady_timer became_idle;

  void start(asio::awaitable<void> work);
  asio::awaitable<void> answer(telegram::AnswerCallbackQuery answer);
  using OnSent = std::function<void(db::Tx&, std::int64_t message_id)>;
  template <class Message>
  asio::awaitable<void> message(Message message, OnSent on_sent = {});
  asio::awaitable<void> record(OnSent on_sent, std::int64_t message_id);
  // A message that is gone is replaced by `otherwise`.
  asio::awaitable<void> edit(telegram::EditMessageText edit,
                             std::optional<telegram::SendMessage> otherwise, OnSent on_sent = {});
  asio::awaitable<void> set_commands(telegram::SetMyCommands list);
  asio::awaitable<void> note(std::int64_t chat_id, telegram::ApiError error);
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
asio::awaitable<void> ReplySender::State::message(Message message, OnSent on_sent) {
  const auto sent = co_await sender.send(message, Priority::interactive);
  if (!sent) {
    co_await note(message.chat_id, sent.error());
  } else if (on_sent) {
    co_await record(std::move(on_sent), sent->message_id);
  }
}

asio::awaitable<void> ReplySender::State::record(OnSent on_sent, std::int64_t message_id) {
  try {
    co_await database.transact([on_sent, message_id](db::Tx& tx) {
      on_sent(tx, message_id);
      return true;
    });
  } catch (const db::Failure& failure) {
    logger.warn("Which message shows a screen was not stored: {}", failure.what());
  }
}

asio::awaitable<void> ReplySender::State::edit(telegram::EditMessageText edit,
                                               std::optional<telegram::SendMessage> otherwise,
                                               OnSent on_sent) {
  const auto edited = co_await sender.send(edit, Priority::interactive);
  if (edited || telegram::is_not_modified(edited.error()) ||
      edited.error().kind == telegram::ApiErrorKind::superseded) {
    co_return;
  }
  if (telegram::is_message_gone(edited.error())) {
    if (otherwise) {
      co_await message(*std::move(otherwise), std::move(on_sent));
    }
    co_return;
  }
  co_await note(edit.chat_id, edited.error());
}

asio::awaitable<void> ReplySender::State::set_commands(telegram::SetMyCommands list) {
  const auto done = co_await sender.send(list, Priority::notification);
  if (!done) {
    logger.warn("The list of commands was not changed: {}", telegram::to_text(done.error()));
  }
}

asio::awaitable<void> ReplySender::State::note(std::int64_t chat_id, telegram::ApiError error) {
  if (!telegram::is_chat_closed(error)) {
    logger.warn("A reply to {} was not sent: {}", chat_id, telegram::to_text(error));
    co_return;
  }
  try {
    co_await database.transact([chat_id](db::Tx& tx) { return shop::mark_blocked(tx, chat_id); });
  } catch (const db::Failure& failure) {
    logger.warn("Customer {} blocked the bot and was not marked: {}", chat_id, failure.what());
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
    auto message = message_with(chat_id, *reply.screen);
    const bool edits =
        to.press && to.press->message_id != 0 && reply.placement == Placement::in_place;
    state_->start(edits ? state_->edit(edit_to(chat_id, to.press->message_id, *reply.screen),
                                       std::move(message), reply.on_sent)
                        : state_->message(std::move(message), reply.on_sent));
  }
  for (const auto& edit : reply.edits) {
    state_->start(state_->edit(edit_to(chat_id, edit.message_id, edit.screen), std::nullopt));
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
