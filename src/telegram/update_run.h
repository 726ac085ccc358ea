// Decodes an update and runs the handler on it, for long polling and the webhook.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <optional>

#include "base/error.h"
#include "base/log.h"
#include "telegram/update_handler.h"

namespace telegram {

// The id alone; malformed updates usually have one too. None for what cannot be one: ids are
// positive, and an offset may follow.
std::optional<std::int64_t> update_id_of(const boost::json::value& json);

// Errors (invalid): no object, no id, a field of another type than the Bot API promises, a message
// without a chat, a press without its id or its sender.
base::Result<Update> read_update(const boost::json::value& json);

// Whether the update tells of a payment or of its refund (types.h), readable or not.
bool tells_of_money(const boost::json::value& json);

// As read_update, for an update that tells of money: where it cannot be read as a whole, what is
// paid and by whom is enough. The `update_id` is 0 when it has no usable one; a payer of whom only
// the id can be read has no name. Errors (invalid): not even that, or no payment.
base::Result<Update> read_payment(const boost::json::value& json);

// A run of the handler on one update, detached from whoever waits for it: cancelling the wait does
// not cancel the run.
class UpdateRun {
 public:
  enum class Outcome { done, later, threw };

  // Posts the call of the handler, so that it starts after those of earlier calls. REQUIRES:
  // `logger` outlives the run.
  static std::shared_ptr<UpdateRun> start(const boost::asio::any_io_executor& executor,
                                          const UpdateHandler& handler, Update update,
                                          base::Logger& logger);

  explicit UpdateRun(const boost::asio::any_io_executor& executor)
      : finished_(executor, boost::asio::steady_timer::time_point::max()) {}

  // REQUIRES: one waits at a time.
  boost::asio::awaitable<Outcome> wait();

  // Handled::answer. REQUIRES: wait() returned `done`.
  const std::optional<AnswerCallbackQuery>& answer() const { return answer_; }

 private:
  boost::asio::awaitable<void> run(UpdateHandler handler, Update update, base::Logger& logger);
  void finish(Outcome outcome);

  boost::asio::steady_timer finished_;
  std::optional<Outcome> outcome_;
  std::optional<AnswerCallbackQuery> answer_;
};

}  // namespace telegram
