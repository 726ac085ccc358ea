// Puts a reply on the customer's screen.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "base/log.h"
#include "bot/updates/incoming.h"
#include "bot/updates/reply.h"
#include "db/core/database.h"
#include "telegram/sender.h"

namespace bot {

// Sends in the background, with interactive priority. Replies to one chat are shown in the order in
// which they were given. An edit that changes nothing has succeeded; a menu whose message is gone
// is sent anew (sending/menu_sender.h); a customer who blocked the bot is marked. Other failures
// are only logged. Used on `executor`, which runs on one thread; what it refers to outlives it.
class ReplySender {
 public:
  ReplySender(boost::asio::any_io_executor executor, telegram::Sender& sender,
              db::Database& database, base::Logger& logger);
  // REQUIRES: nothing is under way (see idle), or its executor runs no more.
  ~ReplySender();

  // Ends the progress indicator of a pressed button.
  void answer(telegram::AnswerCallbackQuery answer);

  // All of the reply but the answer to the press that it replies to.
  void send(const Incoming& to, const Reply& reply);

  // Completes when nothing is under way.
  boost::asio::awaitable<void> idle();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace bot
