// Calls within Telegram's limits, repeated when they fail for a while.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/log.h"
#include "base/random.h"
#include "telegram/api_error.h"
#include "telegram/backoff.h"
#include "telegram/client.h"
#include "telegram/methods.h"
#include "telegram/send_schedule.h"

namespace telegram {

// Every call that a customer may see goes through here. Calls to one chat are made one after the
// other, those of a priority in the order of send(); calls to different chats run concurrently.
// Limits: send_schedule.h.
//
// Errors are treated by kind: 429 waits as long as Telegram says: the method in that chat, or
// everywhere when the call has no chat; the whole bot only when several chats are told to wait and
// nothing succeeds (flood_watch.h). Calls of other methods to the chat go on meanwhile, and so
// overtake those that wait. 5xx, broken connections and pages of proxies are repeated with
// exponential, random backoff; 401 and 404 twice, since they may pass; everything else is final. A
// call whose connection broke may have been carried out, so a repeated message can arrive twice:
// the outbox delivers at least once, and edits and answers are idempotent. A call that would have
// to wait longer than its timeout fails with its last error; at once when its method must wait
// longer.
//
// An edit that still waits fails with `superseded` when a later one by the same method of the same
// message comes: a person who presses fast sees the last screen, not all of them one by one.
//
// Not thread-safe: used on `executor`, which runs on one thread.
class Sender {
 public:
  struct Options {
    ScheduleLimits limits;
    std::chrono::milliseconds interactive_timeout{60'000};
    std::chrono::milliseconds timeout{300'000};  // of other calls, unless the call names its own
    Backoff backoff;
    // Called when Telegram no longer takes the token (is_token_refused).
    std::function<void()> on_token_refused = [] {};
  };

  // REQUIRES: client, random and logger outlive the sender and the calls under way; the executor's
  // context outlives the sender.
  Sender(Client& client, boost::asio::any_io_executor executor, base::Random& random,
         base::Logger& logger, const Options& options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // The method's fields are taken before the first suspension.
  // Errors: final ones of the Bot API, overloaded, superseded, stopped, and what outlasted the
  // timeout.
  template <class M>
  boost::asio::awaitable<ApiResult<typename M::Result>> send(const M& method, Priority priority) {
    return send_as<typename M::Result>(
        perform(state_, make_request(method, priority), std::nullopt), M::name);
  }

  // Returns the message that was sent or edited, or none for a method that answers no message. With
  // `timeout`, no attempt starts later than that.
  boost::asio::awaitable<ApiResult<std::optional<Message>>> send(
      const AnyMethod& method, Priority priority,
      std::optional<std::chrono::milliseconds> timeout = std::nullopt);

  // The contents of a file: getFile, then one download, to which no limit applies. Errors: those of
  // send, and bad_request when it is larger than `bytes_max`.
  boost::asio::awaitable<ApiResult<std::string>> download(std::string file_id,
                                                          std::size_t bytes_max, Priority priority);

  // From now on, new messages to the chat that name no topic go to this one; none: to the chat
  // itself. A topic that is gone is forgotten, and its message goes to the chat. Remembers at most
  // kTopicsMax chats, since the process started.
  void set_topic(std::int64_t chat_id, std::optional<std::int64_t> topic);
  static constexpr std::size_t kTopicsMax = 100'000;

  // How long nothing may be sent to anybody; none: no such wait.
  std::optional<std::chrono::seconds> muted_for() const;

  // Calls that wait fail with `stopped`, and so does every later call. Those on the wire are left
  // to the HttpClient. Idempotent.
  void stop();

 private:
  struct State;
  struct EditEntry;
  using RawAnswer = boost::asio::awaitable<ApiResult<boost::json::value>>;

  // A call with what the limits need to know of it.
  struct Request {
    Call call;
    Target target;
    Priority priority = Priority::interactive;
    std::optional<std::int64_t> edited;  // the message that the call edits
  };
  template <class M>
  static Request make_request(const M& method, Priority priority) {
    Request request{.call = make_call(method), .target = target_of(method), .priority = priority};
    if constexpr (requires { std::int64_t{method.message_id}; }) {
      request.edited = request.target.is_edit ? std::optional(method.message_id) : std::nullopt;
    }
    return request;
  }

  static RawAnswer perform(std::shared_ptr<State> state, Request request,
                           std::optional<std::chrono::milliseconds> timeout);
  template <class Result>
  static boost::asio::awaitable<ApiResult<Result>> send_as(RawAnswer raw, std::string_view method) {
    const ApiResult<boost::json::value> answer = co_await std::move(raw);
    if (!answer) {
      co_return std::unexpected(answer.error());
    }
    co_return read_result<Result>(method, *answer);
  }
  static boost::asio::awaitable<ApiResult<std::optional<Message>>> send_any(RawAnswer raw,
                                                                            std::string_view method,
                                                                            bool answers_message);

  std::shared_ptr<State> state_;
};

}  // namespace telegram
