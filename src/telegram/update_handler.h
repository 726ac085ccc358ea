// The function that handles updates, whether they come by long polling or by webhook.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>

#include "telegram/methods.h"
#include "telegram/types.h"

namespace telegram {

struct Handled {
  enum class Outcome {
    done,   // committed, or nothing to do: Telegram may forget the update
    later,  // could not be done now (no answer from the database): Telegram keeps the update
  };

  Outcome outcome = Outcome::done;
  // Sent in the webhook's response, which saves a call (Bot API, "Making requests when getting
  // updates"); whether Telegram accepted it stays unknown. Long polling cannot send it.
  std::optional<AnswerCallbackQuery> answer = {};

  static Handled later() { return {.outcome = Outcome::later}; }
};

// Called in the order in which updates arrive, without waiting for earlier ones to complete;
// completes when the work is durable, and does not wait for messages that are sent because of it.
// The same update may come again after a crash, a lost answer or `later`. An exception is a defect:
// it is logged, and the update is handled again a few times.
using UpdateHandler = std::function<boost::asio::awaitable<Handled>(Update)>;

// Keeps an update that tells of money (its JSON, as Telegram sent it), so that Telegram may forget
// it: whoever keeps it goes on trying. Completes with true when that is durable; false: not now.
// The same update may come again. Does not throw.
using UpdateKeeper = std::function<boost::asio::awaitable<bool>(std::string json)>;

}  // namespace telegram
