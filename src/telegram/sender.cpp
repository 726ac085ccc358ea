#include "telegram/sender.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>
#include <utility>
#include <variant>

namespace telegram {
namespace {

using Clock = std::chrono::steady_clock;
using Ticket = SendSchedule::Ticket;

constexpr std::chrono::seconds kUploadTimeout{120};
constexpr std::size_t kChatsThatMeanTheWholeBot = 3;

// Chats that Telegram told to wait. It does not say whether one chat or the whole bot is meant.
class FloodWatch {
 public:
  // True when so many chats wait at once that Telegram must mean the whole bot.
  bool note(std::int64_t chat, SendTime until, SendTime now) {
    std::erase_if(waits_, [now](const auto& wait) { return wait.second <= now; });
    waits_[chat] = until;
    return waits_.size() >= kChatsThatMeanTheWholeBot;
  }

 private:
  std::unordered_map<std::int64_t, SendTime> waits_;
};

// A call's coroutine that waits for its turn.
struct Waiter {
  boost::asio::steady_timer timer;
  bool is_granted = false;
};

}  // namespace

struct Sender::State : std::enable_shared_from_this<Sender::State> {
  State(Client& client, boost::asio::any_io_executor executor, base::Random& random,
        base::Logger& logger, const Options& options)
      : client(client),
        executor(std::move(executor)),
        random(random),
        logger(logger),
        options(options),
        schedule(options.limits),
        timer(this->executor) {}

  std::chrono::milliseconds timeout_of(Priority priority) const {
    return priority == Priority::interactive ? options.interactive_timeout : options.timeout;
  }
  SendTime retry_time(const Call& call, const Target& target, const ApiError& error, int failures);
  boost::asio::awaitable<bool> turn(Ticket ticket, SendTime deadline);
  boost::asio::awaitable<ApiResult<boost::json::value>> attempt(Ticket ticket, const Call& call);
  void end(Ticket ticket);
  void grant_turns();

  Client& client;
  boost::asio::any_io_executor executor;
  base::Random& random;
  base::Logger& logger;
  Options options;
  SendSchedule schedule;
  FloodWatch flood;
  std::unordered_map<Ticket, Waiter*> waiters;  // every ticket that has not started
  boost::asio::steady_timer timer;              // wakes grant_turns()
  SendTime timer_at = SendTime::max();
  bool is_stopped = false;
};

// Wakes the calls that may start, and sets the timer for the next one.
void Sender::State::grant_turns() {
  if (is_stopped) {
    return;
  }
  const SendTime now = Clock::now();
  while (const std::optional<Ticket> ticket = schedule.pop(now)) {
    Waiter& waiter = *waiters.at(*ticket);
    waiter.is_granted = true;
    waiter.timer.cancel();
  }
  const SendTime next = schedule.next_at(now).value_or(SendTime::max());
  if (next == timer_at) {
    return;
  }
  timer_at = next;
  timer.expires_at(next);
  if (next == SendTime::max()) {
    return;
  }
  timer.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const std::shared_ptr<State> state = weak.lock();
    if (error || !state) {
      return;
    }
    state->timer_at = SendTime::max();
    state->grant_turns();
  });
}

// Waits for the call's turn. False, with the ticket withdrawn, when it did not come before
// `deadline` or stop(). REQUIRES: the ticket waits.
boost::asio::awaitable<bool> Sender::State::turn(Ticket ticket, SendTime deadline) {
  struct Registration {
    State& state;
    Ticket ticket;
    ~Registration() { state.waiters.erase(ticket); }
  };
  Waiter waiter{.timer = boost::asio::steady_timer(executor, deadline)};
  waiters.emplace(ticket, &waiter);
  const Registration registration{.state = *this, .ticket = ticket};
  grant_turns();
  if (!waiter.is_granted && !is_stopped) {
    boost::system::error_code ignored;  // granted, too late or stopped: seen below
    co_await waiter.timer.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }
  if (waiter.is_granted) {
    co_return true;
  }
  schedule.withdraw(ticket, Clock::now());
  co_return false;
}

void Sender::State::end(Ticket ticket) {
  schedule.done(ticket, Clock::now());
  grant_turns();
}

// Makes one attempt; ends the call if the coroutine is cancelled meanwhile.
boost::asio::awaitable<ApiResult<boost::json::value>> Sender::State::attempt(Ticket ticket,
                                                                             const Call& call) {
  try {
    co_return co_await client.perform(call, call.upload ? kUploadTimeout : Client::kTimeout);
  } catch (...) {
    end(ticket);
    throw;
  }
}

// When the call may be repeated; pauses the whole bot when a 429 means it.
SendTime Sender::State::retry_time(const Call& call, const Target& target, const ApiError& error,
                                   int failures) {
  const SendTime now = Clock::now();
  if (error.kind != ApiErrorKind::too_many_requests) {
    logger.warn("{} is repeated: {}", call.method, to_text(error));
    return now + backoff_pause(options.backoff, failures, random);
  }
  const SendTime until = now + std::chrono::seconds(error.retry_after_s);
  const bool is_whole_bot = !target.chat_id || flood.note(*target.chat_id, until, now);
  if (is_whole_bot) {
    schedule.pause_all(until);
  }
  logger.warn("Telegram asks {} to wait {} s ({})", is_whole_bot ? "the bot" : "one chat",
              error.retry_after_s, call.method);
  return until;
}

boost::asio::awaitable<ApiResult<boost::json::value>> Sender::perform(
    std::shared_ptr<State> state, Call call, Target target, Priority priority,
    std::optional<std::chrono::milliseconds> timeout) {
  const ApiError stopped{.kind = ApiErrorKind::stopped, .description = "shutting down"};
  if (state->is_stopped) {
    co_return std::unexpected(stopped);
  }
  const SendTime now = Clock::now();
  const SendTime deadline = now + timeout.value_or(state->timeout_of(priority));
  ApiError last{.kind = ApiErrorKind::overloaded, .description = "too many calls wait"};
  const std::optional<Ticket> ticket = state->schedule.push(target, priority, now);
  if (!ticket) {
    co_return std::unexpected(last);
  }

  for (int failures = 1;; ++failures) {
    if (!co_await state->turn(*ticket, deadline)) {
      co_return std::unexpected(state->is_stopped ? stopped : last);
    }
    ApiResult<boost::json::value> answer = co_await state->attempt(*ticket, call);
    if (answer || !is_transient(answer.error().kind)) {
      state->end(*ticket);
      if (!answer && is_token_refused(answer.error())) {
        state->options.on_token_refused();
      }
      co_return answer;
    }
    last = answer.error();
    const SendTime again = state->retry_time(call, target, last, failures);
    state->schedule.retry(*ticket, again, Clock::now());
    if (again <= deadline) {
      continue;
    }
    state->schedule.withdraw(*ticket, Clock::now());
    state->grant_turns();
    co_return answer;
  }
}

Sender::Sender(Client& client, boost::asio::any_io_executor executor, base::Random& random,
               base::Logger& logger, const Options& options)
    : state_(std::make_shared<State>(client, std::move(executor), random, logger, options)) {}

Sender::~Sender() { stop(); }

boost::asio::awaitable<ApiResult<std::optional<Message>>> Sender::send(
    const AnyMethod& method, Priority priority, std::optional<std::chrono::milliseconds> timeout) {
  return std::visit(
      [&]<class M>(const M& one) {
        return send_any(perform(state_, make_call(one), target_of(one), priority, timeout), M::name,
                        std::is_same_v<typename M::Result, Message>);
      },
      method);
}

boost::asio::awaitable<ApiResult<std::optional<Message>>> Sender::send_any(RawAnswer raw,
                                                                           std::string_view method,
                                                                           bool answers_message) {
  const ApiResult<boost::json::value> answer = co_await std::move(raw);
  if (!answer) {
    co_return std::unexpected(answer.error());
  }
  if (!answers_message) {
    co_return std::nullopt;
  }
  co_return read_result<Message>(method, *answer);
}

boost::asio::awaitable<ApiResult<std::string>> Sender::download(std::string file_id,
                                                                std::size_t bytes_max,
                                                                Priority priority) {
  const auto state = state_;
  const auto file = co_await send(GetFile{.file_id = std::move(file_id)}, priority);
  if (!file) {
    co_return std::unexpected(file.error());
  }
  if (file->file_size.value_or(0) > static_cast<std::int64_t>(bytes_max)) {
    co_return std::unexpected(ApiError{.kind = ApiErrorKind::bad_request,
                                       .description = "getFile: the file is too large"});
  }
  co_return co_await state->client.download(file->file_path.value_or(""), bytes_max);
}

void Sender::stop() {
  if (std::exchange(state_->is_stopped, true)) {
    return;
  }
  state_->timer.cancel();
  for (const auto& [ticket, waiter] : state_->waiters) {
    waiter->timer.cancel();
  }
}

}  // namespace telegram
