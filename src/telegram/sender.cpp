#include "telegram/sender.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "telegram/flood_watch.h"

namespace telegram {
namespace {

using Clock = std::chrono::steady_clock;
using Ticket = SendSchedule::Ticket;

constexpr std::chrono::seconds kUploadTimeout{120};
constexpr int kUnauthorizedMax = 3;  // attempts
constexpr std::string_view kTopicField = "message_thread_id";

// One refusal of the token may be a passing fault of Telegram's.
bool may_pass(ApiErrorKind kind, int failures) {
  return is_transient(kind) || (kind == ApiErrorKind::unauthorized && failures < kUnauthorizedMax);
}

ApiError stopped() { return {.kind = ApiErrorKind::stopped, .description = "shutting down"}; }

ApiError overloaded() {
  return {.kind = ApiErrorKind::overloaded, .description = "too many calls wait"};
}

ApiError superseded() {
  return {.kind = ApiErrorKind::superseded, .description = "a later edit took its place"};
}

// A call's coroutine that waits for its turn.
struct Waiter {
  boost::asio::steady_timer timer;
  std::string_view method;  // of a call without a chat
  bool is_granted = false;
  bool is_superseded = false;
};

// Method, priority, chat and message of an edit.
using EditKey = std::tuple<std::string_view, Priority, std::int64_t, std::int64_t>;

}  // namespace

// Where a later edit of the same message finds this one.
struct Sender::EditEntry {
  ~EditEntry();

  State& state;
  std::optional<EditKey> key;
  Ticket ticket;
};

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
  SendTime retry_time(const Request& request, const ApiError& error, int failures);
  SendTime hold(const Request& request, SendTime until);
  void put_back(Ticket ticket, const ApiError& error, SendTime again);
  SendTime held_until(const Request& request) const;
  ApiResult<Ticket> enqueue(const Request& request, SendTime deadline);
  static std::optional<EditKey> key_of(const Request& request) {
    return request.edited ? std::optional(EditKey{request.call.method, request.priority,
                                                  *request.target.chat_id, *request.edited})
                          : std::nullopt;
  }
  void supersede(const EditKey& key, Ticket by);
  void note(const ApiResult<boost::json::value>& answer);
  void address(Request& request) const;
  bool leave_topic(Request& request);
  boost::asio::awaitable<std::optional<ApiError>> turn(Ticket ticket, const Request& request,
                                                       SendTime deadline, const ApiError& last);
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
  std::unordered_map<Ticket, Waiter*> waiters;            // every ticket that has not started
  std::unordered_map<std::int64_t, std::int64_t> topics;  // by chat
  std::map<EditKey, Ticket> edits;  // the last of each message that may still wait
  std::map<std::string_view, SendTime> method_pauses;  // of methods without a chat
  boost::asio::steady_timer timer;                     // wakes grant_turns()
  SendTime timer_at = SendTime::max();
  bool is_stopped = false;
};

Sender::EditEntry::~EditEntry() {
  const auto entry = key ? state.edits.find(*key) : state.edits.end();
  if (entry != state.edits.end() && entry->second == ticket) {
    state.edits.erase(entry);
  }
}

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

// Waits for the call's turn. An error, with the ticket withdrawn, when it did not come before
// `deadline` (`last`), a later edit or stop(). REQUIRES: the ticket waits.
boost::asio::awaitable<std::optional<ApiError>> Sender::State::turn(Ticket ticket,
                                                                    const Request& request,
                                                                    SendTime deadline,
                                                                    const ApiError& last) {
  struct Registration {
    State& state;
    Ticket ticket;
    ~Registration() { state.waiters.erase(ticket); }
  };
  Waiter waiter{.timer = boost::asio::steady_timer(executor, deadline),
                .method = request.target.chat_id ? "" : request.call.method};
  waiters.emplace(ticket, &waiter);
  const Registration registration{.state = *this, .ticket = ticket};
  grant_turns();
  if (!waiter.is_granted && !is_stopped) {
    boost::system::error_code ignored;  // granted, too late, superseded or stopped: seen below
    co_await waiter.timer.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }
  if (waiter.is_granted) {
    co_return std::nullopt;
  }
  schedule.withdraw(ticket, Clock::now());
  if (is_stopped) {
    co_return stopped();
  }
  co_return waiter.is_superseded ? superseded() : last;
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

// When the call may be repeated; pauses what else a 429 means.
SendTime Sender::State::retry_time(const Request& request, const ApiError& error, int failures) {
  const SendTime until = Clock::now() + retry_pause(error, options.backoff, failures, random);
  if (error.kind != ApiErrorKind::too_many_requests) {
    logger.warn("{} is repeated: {}", request.call.method, to_text(error));
    return until;
  }
  return hold(request, until);
}

void Sender::State::note(const ApiResult<boost::json::value>& answer) {
  if (answer) {
    flood.note_success(Clock::now());
  } else if (is_token_refused(answer.error())) {
    options.on_token_refused();
  }
}

SendTime Sender::State::hold(const Request& request, SendTime until) {
  const SendTime now = Clock::now();
  const auto& method = request.call.method;
  const auto wait_s = std::chrono::ceil<std::chrono::seconds>(until - now).count();
  if (!request.target.chat_id) {
    logger.warn("Telegram asks {} to wait {} s", method, wait_s);
    method_pauses[method] = until;
    for (const auto& [ticket, waiter] : waiters) {
      if (waiter->method == method && !waiter->is_granted) {
        schedule.delay(ticket, until, now);
      }
    }
    return until;
  }
  logger.warn("Telegram asks {} to wait {} s in one chat", method, wait_s);
  if (const auto bot = flood.note_wait(*request.target.chat_id, until, now)) {
    schedule.pause_all(*bot);
    logger.warn("Telegram asks every chat to wait: nothing is sent for {} s",
                std::chrono::ceil<std::chrono::seconds>(*bot - now).count());
  }
  return until;
}

// A wait of Telegram's is the method's in the chat; trouble on the way holds all calls to the chat,
// which keeps their order.
void Sender::State::put_back(Ticket ticket, const ApiError& error, SendTime again) {
  if (error.kind == ApiErrorKind::too_many_requests) {
    schedule.retry_method(ticket, again, Clock::now());
  } else {
    schedule.retry(ticket, again, Clock::now());
  }
}

SendTime Sender::State::held_until(const Request& request) const {
  if (request.target.chat_id) {
    return schedule.held_until(request.target);
  }
  const auto pause = method_pauses.find(request.call.method);
  return pause == method_pauses.end() ? SendTime::min() : pause->second;
}

// Errors: overloaded, and too_many_requests when the method must wait longer than the call can.
ApiResult<Ticket> Sender::State::enqueue(const Request& request, SendTime deadline) {
  const SendTime now = Clock::now();
  const SendTime not_before = held_until(request);
  if (not_before > deadline) {
    const auto wait_s = std::chrono::ceil<std::chrono::seconds>(not_before - now).count();
    return std::unexpected(ApiError{.kind = ApiErrorKind::too_many_requests,
                                    .description = "the method must wait",
                                    .retry_after_s = static_cast<int>(wait_s)});
  }
  const auto ticket = schedule.push(request.target, request.priority, now);
  if (!ticket) {
    return std::unexpected(overloaded());
  }
  if (not_before > now && !request.target.chat_id) {
    schedule.delay(*ticket, not_before, now);
  }
  if (const auto key = key_of(request)) {
    supersede(*key, *ticket);
  }
  return *ticket;
}

// Ends an earlier edit of the same message that has not started, in favour of `by`.
void Sender::State::supersede(const EditKey& key, Ticket by) {
  const auto earlier = edits.find(key);
  const auto waiter = earlier == edits.end() ? waiters.end() : waiters.find(earlier->second);
  if (waiter != waiters.end() && !waiter->second->is_granted) {
    waiter->second->is_superseded = true;
    waiter->second->timer.cancel();
  }
  edits[key] = by;
}

void Sender::State::address(Request& request) const {
  const auto topic =
      request.target.is_counted ? topics.find(*request.target.chat_id) : topics.end();
  if (topic != topics.end()) {
    request.call.fields.as_object().emplace(kTopicField, topic->second);
  }
}

// True when the message went to a topic, which it does not any more.
bool Sender::State::leave_topic(Request& request) {
  if (request.call.fields.as_object().erase(kTopicField) == 0) {
    return false;
  }
  topics.erase(*request.target.chat_id);
  return true;
}

boost::asio::awaitable<ApiResult<boost::json::value>> Sender::perform(
    std::shared_ptr<State> state, Request request,
    std::optional<std::chrono::milliseconds> timeout) {
  if (state->is_stopped) {
    co_return std::unexpected(stopped());
  }
  const SendTime deadline = Clock::now() + timeout.value_or(state->timeout_of(request.priority));
  const ApiResult<Ticket> ticket = state->enqueue(request, deadline);
  if (!ticket) {
    co_return std::unexpected(ticket.error());
  }
  state->address(request);
  const EditEntry entry{.state = *state, .key = State::key_of(request), .ticket = *ticket};

  ApiError last = overloaded();
  for (int failures = 1;; ++failures) {
    if (auto error = co_await state->turn(*ticket, request, deadline, last)) {
      co_return std::unexpected(*std::move(error));
    }
    ApiResult<boost::json::value> answer = co_await state->attempt(*ticket, request.call);
    if (!answer && is_topic_gone(answer.error()) && state->leave_topic(request)) {
      state->schedule.retry(*ticket, Clock::now(), Clock::now());
      continue;
    }
    state->note(answer);
    if (answer || !may_pass(answer.error().kind, failures)) {
      state->end(*ticket);
      co_return answer;
    }
    last = answer.error();
    const SendTime again = state->retry_time(request, last, failures);
    state->put_back(*ticket, last, again);
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
        return send_any(perform(state_, make_request(one, priority), timeout), M::name,
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

void Sender::set_topic(std::int64_t chat_id, std::optional<std::int64_t> topic) {
  auto& topics = state_->topics;
  if (!topic) {
    topics.erase(chat_id);
  } else if (topics.contains(chat_id) || topics.size() < kTopicsMax) {
    topics[chat_id] = *topic;
  }
}

std::optional<std::chrono::seconds> Sender::muted_for() const {
  const SendTime now = Clock::now();
  const SendTime until = state_->schedule.paused_until();
  return until > now ? std::optional(std::chrono::ceil<std::chrono::seconds>(until - now))
                     : std::nullopt;
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
