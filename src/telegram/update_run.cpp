#include "telegram/update_run.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <limits>
#include <utility>

#include "json/json.h"

namespace telegram {
namespace {

bool is_complete(const Update& update) {
  if (update.message) {
    return update.message->chat.id != 0;
  }
  if (update.my_chat_member) {
    return update.my_chat_member->chat.id != 0;
  }
  if (!update.callback_query) {
    return true;
  }
  return !update.callback_query->id.empty() && update.callback_query->from.id != 0;
}

}  // namespace

std::optional<std::int64_t> update_id_of(const boost::json::value& json) {
  const boost::json::object* object = json.if_object();
  const boost::json::value* id = object ? object->if_contains("update_id") : nullptr;
  const std::int64_t* number = id ? id->if_int64() : nullptr;
  const bool is_usable =
      number && *number > 0 && *number < std::numeric_limits<std::int64_t>::max();
  return is_usable ? std::optional(*number) : std::nullopt;
}

base::Result<Update> read_update(const boost::json::value& json) {
  if (!update_id_of(json)) {
    return base::invalid("The update has no usable update_id.");
  }
  auto update = json::decode<Update>(json, json::Strictness::lenient);
  if (update && !is_complete(*update)) {
    return base::invalid("The update does not say where it comes from.");
  }
  return update;
}

std::shared_ptr<UpdateRun> UpdateRun::start(const boost::asio::any_io_executor& executor,
                                            const UpdateHandler& handler, Update update,
                                            base::Logger& logger) {
  auto started = std::make_shared<UpdateRun>(executor);
  boost::asio::co_spawn(executor, started->run(handler, std::move(update), logger),
                        [started](const std::exception_ptr& failure) {
                          if (failure) {
                            started->finish(Outcome::threw);
                          }
                        });
  return started;
}

boost::asio::awaitable<void> UpdateRun::run(UpdateHandler handler, Update update,
                                            base::Logger& logger) {
  const std::int64_t id = update.update_id;
  try {
    Handled handled = co_await handler(std::move(update));
    answer_ = std::move(handled.answer);
    finish(handled.outcome == Handled::Outcome::done ? Outcome::done : Outcome::later);
  } catch (const std::exception& failure) {
    logger.error("Update {} failed: {}", id, failure.what());
    finish(Outcome::threw);
  }
}

void UpdateRun::finish(Outcome outcome) {
  outcome_ = outcome;
  finished_.cancel();
}

boost::asio::awaitable<UpdateRun::Outcome> UpdateRun::wait() {
  if (!outcome_) {
    boost::system::error_code ended;
    co_await finished_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ended));
    if (!outcome_) {
      throw boost::system::system_error(ended);  // the wait was cancelled
    }
  }
  co_return *outcome_;
}

}  // namespace telegram
