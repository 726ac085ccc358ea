#include "telegram/updates/intake.h"

#include <boost/json/serialize.hpp>
#include <exception>
#include <utility>

namespace telegram {

std::shared_ptr<UpdateRun> Intake::start(const boost::asio::any_io_executor& executor,
                                         const boost::json::value& json,
                                         std::shared_ptr<const void> hold) {
  auto update = read_update(json);
  const std::int64_t id = update_id_of(json).value_or(0);
  if (!tells_of_money(json)) {
    if (!update) {
      logger_.error("Update {} is left out: {}", id, update.error().message);
      return nullptr;
    }
    const UpdateHandler handler = [this, hold = std::move(hold)](Update one) {
      return handler_(std::move(one));
    };
    return UpdateRun::start(executor, handler, *std::move(update), logger_);
  }
  if (!update && id != 0) {
    logger_.error("Of update {} only its payment is read: {}", id, update.error().message);
    update = read_payment(json);
  }
  const bool is_read = update.has_value();
  const UpdateHandler handler = [this, is_read, text = boost::json::serialize(json),
                                 hold = std::move(hold)](Update one) {
    return is_read ? book(std::move(one), text) : keep(one.update_id, text);
  };
  return UpdateRun::start(executor, handler, std::move(update).value_or(Update{.update_id = id}),
                          logger_);
}

boost::asio::awaitable<Handled> Intake::book(Update update, std::string json) {
  const std::int64_t id = update.update_id;
  try {
    auto handled = co_await handler_(std::move(update));
    if (handled.outcome == Handled::Outcome::done) {
      failures_.erase(id);
      co_return handled;
    }
  } catch (const std::exception& defect) {
    logger_.error("Update {}, which tells of money, failed: {}", id, defect.what());
  }
  co_return ++failures_[id] < kTries ? Handled::later() : co_await keep(id, std::move(json));
}

boost::asio::awaitable<Handled> Intake::keep(std::int64_t id, std::string json) {
  if (!keeper_ || !co_await keeper_(std::move(json))) {
    co_return Handled::later();
  }
  logger_.error("Update {}, which tells of money, is kept until it can be booked.", id);
  failures_.erase(id);
  co_return Handled();
}

}  // namespace telegram
