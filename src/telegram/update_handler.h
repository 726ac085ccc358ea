// What long polling and the webhook do with an update.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>

#include "telegram/methods.h"
#include "telegram/types.h"

namespace telegram {

struct Handled {
  enum class Outcome {
    done,   // its work is committed (or it needs none): Telegram may forget it
    later,  // its work could not be done now (the database does not answer): Telegram keeps it
  };

  Outcome outcome = Outcome::done;
  // Goes back with the update, which saves a call (Bot API, "Making requests when getting
  // updates"). Nobody hears whether Telegram took it. Long polling has no way to pass it on.
  std::optional<AnswerCallbackQuery> answer = {};

  static Handled later() { return {.outcome = Outcome::later}; }
};

// Entered in the order in which updates arrive, without waiting for the ones before; completes when
// the work is durable, and does not wait for what is sent because of it. The same update may come
// again after a crash, a lost answer or `later`. An exception is a defect: it is logged, and the
// update is tried again a few times.
using UpdateHandler = std::function<boost::asio::awaitable<Handled>(Update)>;

}  // namespace telegram
