// Takes updates and sends the replies.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_set>

#include "base/log.h"
#include "bot/updates/chat_turns.h"
#include "bot/updates/context.h"
#include "bot/updates/incoming.h"
#include "bot/updates/reply_sender.h"
#include "bot/updates/throttle.h"
#include "bot/updates/update_window.h"
#include "bot/updates/visit.h"
#include "db/core/database.h"
#include "telegram/sender.h"
#include "telegram/update_handler.h"

namespace bot {

// A telegram::UpdateHandler. For each update: drops repeats that it remembers, throttles the
// sender, waits for the chat's turn, runs the one transaction (visit.h), and starts sending the
// reply. Updates of one chat are handled in the order in which they came, different chats in
// parallel.
//
// Replies and notices go to the topic of the chat in which the person last wrote or pressed.
//
// A press is answered once. Where answers are returned with the updates, a repeat is answered too:
// the first answer may have been lost with its response.
//
// When the database fails or a handler throws, the customer gets an apology, nothing is changed,
// and the update is done. Where money has moved, the result is `later` until it is booked, whatever
// failed, also when the update does not say whose money it is; where nobody waits for an answer,
// until the database is back. `later` is also the result when the same update is in hand already,
// or too many are. Of an update only its id is logged.
//
// Used on `executor`, which runs on one thread; what it refers to outlives it. Destroy it only when
// idle() is done, or when its executor runs no more.
class Dispatcher {
 public:
  // How presses are answered.
  enum class PressAnswers {
    sent,      // by a call of their own
    returned,  // with the update (telegram::Handled)
  };

  Dispatcher(boost::asio::any_io_executor executor, const Context& context, db::Database& database,
             telegram::Sender& sender, base::Logger& logger, PressAnswers press_answers);

  // Completes when the update's work is durable. Cancelling the caller does not cancel the work.
  boost::asio::awaitable<telegram::Handled> handle(telegram::Update update);

  // Completes when no update is in hand and every reply is sent.
  boost::asio::awaitable<void> idle();

 private:
  struct InHand;

  std::optional<Reply> refuse(const Incoming& incoming);
  Reply excuse(const Incoming& incoming, MessageId text) const;
  telegram::Handled settle(const Incoming& incoming, const Reply& reply);
  telegram::Handled settle_repeat(const Incoming& incoming) const;
  boost::asio::awaitable<telegram::Handled> take_turn(std::shared_ptr<const Incoming> incoming);
  boost::asio::awaitable<std::optional<Reply>> work(std::shared_ptr<const Incoming> incoming);
  boost::asio::awaitable<Visit> transact(std::shared_ptr<const Incoming> incoming);
  boost::asio::awaitable<std::shared_ptr<const Incoming>> with_file(
      std::shared_ptr<const Incoming> incoming);
  bool is_staff(std::int64_t user_id) const;
  void note_staff(std::int64_t user_id, bool is_of_staff);
  boost::asio::awaitable<void> answer_checkout(telegram::PreCheckoutQuery query);
  boost::asio::awaitable<telegram::Handled> note_membership(std::int64_t user_id,
                                                            bool has_blocked_bot);
  void release(std::int64_t update_id);

  boost::asio::any_io_executor executor_;
  Context context_;
  db::Database& database_;
  telegram::Sender& sender_;
  base::Logger& logger_;
  PressAnswers press_answers_;
  ReplySender replies_;
  Throttle throttle_;
  UpdateWindow window_;
  ChatTurns turns_;
  std::unordered_set<std::int64_t> in_hand_;
  std::unordered_set<std::int64_t> staff_;  // who wrote since the start
  boost::asio::steady_timer none_in_hand_;
};

}  // namespace bot
