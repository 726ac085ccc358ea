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

const boost::json::object* object_in(const boost::json::object* parent, std::string_view name) {
  const auto* value = parent ? parent->if_contains(name) : nullptr;
  return value ? value->if_object() : nullptr;
}

bool has(const boost::json::object* parent, std::string_view name) {
  const auto* value = parent ? parent->if_contains(name) : nullptr;
  return value && !value->is_null();
}

// 0: none.
std::int64_t id_of(const boost::json::object* object) {
  const auto* id = object ? object->if_contains("id") : nullptr;
  const auto* number = id ? id->if_int64() : nullptr;
  return number ? *number : 0;
}

template <class T>
std::optional<T> part_of(const boost::json::object* parent, std::string_view name) {
  if (!object_in(parent, name)) {
    return std::nullopt;
  }
  auto part = json::decode<T>(parent->at(name), json::Strictness::lenient);
  return part ? std::optional<T>(*std::move(part)) : std::nullopt;
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

bool tells_of_money(const boost::json::value& json) {
  const auto* message = object_in(json.if_object(), "message");
  return has(message, "successful_payment") || has(message, "refunded_payment");
}

base::Result<Update> read_payment(const boost::json::value& json) {
  const auto* message = object_in(json.if_object(), "message");
  Message read{.from = part_of<User>(message, "from"),
               .successful_payment = part_of<SuccessfulPayment>(message, "successful_payment"),
               .refunded_payment = part_of<RefundedPayment>(message, "refunded_payment")};
  const auto chat_id = id_of(object_in(message, "chat"));
  const auto payer = read.from ? read.from->id : id_of(object_in(message, "from"));
  if (!read.from && payer != 0) {
    read.from = User{.id = payer};
  }
  read.chat = part_of<Chat>(message, "chat").value_or(Chat{.id = chat_id});
  if (read.chat.id == 0 || (read.chat.id == payer && read.chat.type.empty())) {
    read.chat = {.id = payer, .type = "private"};
  }
  const bool is_enough = read.chat.id != 0 && (read.successful_payment || read.refunded_payment);
  if (!is_enough) {
    return base::invalid("The update does not say what is paid and by whom.");
  }
  return Update{.update_id = update_id_of(json).value_or(0), .message = std::move(read)};
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
