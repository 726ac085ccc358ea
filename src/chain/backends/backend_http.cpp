#include "chain/backends/backend_http.h"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include <fmt/format.h>

#include "net/core/retry_after.h"

namespace chain {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using net::HttpResponse;

constexpr int kUnauthorized = 401;
constexpr int kNotFound = 404;
constexpr int kTooManyRequests = 429;
constexpr int kServiceUnavailable = 503;

awaitable<void> wait_for(std::chrono::microseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

// A state of a node has some dozens of values in a few kilobytes.
constexpr std::size_t kFewValues = 4'000;
constexpr std::size_t kBytesOfAValue = 32;

}  // namespace

std::chrono::milliseconds time_until(std::chrono::steady_clock::time_point deadline,
                                     std::chrono::milliseconds timeout) {
  const auto now = std::chrono::steady_clock::now();
  if (deadline - now >= timeout) {
    return timeout;
  }
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline - now),
                  std::chrono::milliseconds(1));
}

bool has_few_values(std::string_view json) {
  const auto before_values =
      std::ranges::count_if(json, [](char c) { return c == ',' || c == '[' || c == '{'; });
  return static_cast<std::size_t>(before_values) <= kFewValues + json.size() / kBytesOfAValue;
}

BackendHttp::BackendHttp(BackendUrl url, BackendOptions options, net::HttpClient& http)
    : url_(std::move(url)),
      options_(std::move(options)),
      http_(http),
      budget_(options_.requests_per_minute) {}

base::Timestamp BackendHttp::now() const {
  return options_.clock != nullptr ? options_.clock->now() : base::SystemClock().now();
}

awaitable<base::Result<HttpResponse>> BackendHttp::get(std::string path, AnswerBounds bounds) {
  co_return co_await send({.url = url_.url + path}, bounds);
}

awaitable<base::Result<HttpResponse>> BackendHttp::post_json(std::string body,
                                                             AnswerBounds bounds) {
  net::HttpRequest request{.method = "POST",
                           .url = url_.url,
                           .headers = {{"Content-Type", "application/json"}},
                           .body = std::move(body)};
  co_return co_await send(std::move(request), bounds);
}

awaitable<base::Result<HttpResponse>> BackendHttp::send(net::HttpRequest request,
                                                        const AnswerBounds& bounds) {
  if (auto turn = co_await await_turn(bounds.purpose); !turn) {
    co_return std::unexpected(std::move(turn.error()));
  }
  request.timeout = time_until(deadline_, bounds.timeout);
  request.response_limit_bytes = bounds.bytes;
  if (!url_.authorization.empty()) {
    request.headers.add("Authorization", url_.authorization);
  }
  if (!options_.api_key.empty()) {
    request.headers.add("x-api-key", options_.api_key);
  }
  auto response = co_await http_.send(std::move(request));
  if (!response) {
    co_return response;
  }
  if (response->status == kUnauthorized) {
    co_return fail_with_status(kUnauthorized);
  }
  if (auto limit = read_limit(*response)) {
    co_return std::unexpected(*std::move(limit));
  }
  budget_.note_answer();
  co_return response;
}

awaitable<base::Result<void>> BackendHttp::await_turn(Purpose purpose) {
  for (;;) {
    if (const auto until = budget_.closed_until(now())) {
      co_return fail_until(*until);
    }
    const auto wait = budget_.take(purpose, now());
    if (!wait) {
      co_return base::Result<void>();
    }
    if (purpose == Purpose::mempool) {
      co_return fail(base::ErrorKind::unavailable,
                     "is asked for no more transactions for now: blocks come first");
    }
    if (std::chrono::steady_clock::now() + *wait >= deadline_) {
      co_return fail(base::ErrorKind::unavailable, "may be asked again too late");
    }
    co_await wait_for(*wait);
  }
}

// 503 without a Retry-After is any trouble.
std::optional<base::Error> BackendHttp::read_limit(const HttpResponse& response) {
  const auto field = response.headers.find("Retry-After");
  if (response.status != kTooManyRequests && !(response.status == kServiceUnavailable && field)) {
    return std::nullopt;
  }
  const auto time = now();
  budget_.note_limit(time, field
                               ? net::read_retry_after(*field, response.headers.find("Date"), time)
                               : std::nullopt);
  return fail_until(budget_.closed_until(time).value_or(time)).error();
}

std::unexpected<base::Error> BackendHttp::fail(base::ErrorKind kind, std::string_view rest) const {
  return base::fail(kind, fmt::format("The backend {} {}.", url_.name, rest));
}

std::unexpected<base::Error> BackendHttp::fail_until(base::Timestamp time) const {
  const auto shown = std::chrono::ceil<std::chrono::seconds>(time);
  return fail(base::ErrorKind::unavailable,
              fmt::format("limits how often it is asked, and is not asked before {}",
                          base::format_rfc3339(shown)));
}

std::unexpected<base::Error> BackendHttp::fail_with_status(int status) const {
  const auto setting = options_.setting.empty() ? "the setting of the backends" : options_.setting;
  switch (status) {
    case kUnauthorized:
      return fail(base::ErrorKind::forbidden,
                  fmt::format("refuses the user and password, or the key (HTTP 401): check {} and "
                              "BLOCKCHAIN_API_KEY",
                              setting));
    case kForbiddenStatus:
      return fail(base::ErrorKind::forbidden, "does not allow it (HTTP 403)");
    case kNotFound:
      return fail(base::ErrorKind::not_found, "does not have what it was asked for");
    default:
      return fail(base::ErrorKind::unavailable, fmt::format("fails (HTTP {})", status));
  }
}

void BackendHttp::note_done(std::string_view what) {
  if (const auto found = refused_.find(what); found != refused_.end()) {
    refused_.erase(found);
  }
}

}  // namespace chain
