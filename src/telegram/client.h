// One call of the Bot API: encoding, the HTTP exchange, decoding of the answer or the error. Only
// `{"ok":true,"result":…}` and `{"ok":false,"error_code":…}` are answers of the Bot API; any other
// body is a failure of the way there (ApiErrorKind::network), whatever its HTTP status.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "json/json.h"
#include "telegram/api_error.h"
#include "telegram/methods.h"

namespace net {
class HttpClient;
}

namespace telegram {

// A method and its fields, ready to be sent any number of times.
struct Call {
  std::string_view method;
  boost::json::value fields;  // an object
  std::optional<Upload> upload;
  std::string upload_field;  // the multipart field that holds the upload
};

template <class M>
Call make_call(const M& method) {
  return {.method = M::name, .fields = json::encode(method)};
}
Call make_call(const SendPhoto& method);
Call make_call(const SendDocument& method);
Call make_call(const EditMessageMedia& method);

// Decodes the answer of a method. Errors: unreadable.
template <class Result>
ApiResult<Result> read_result(std::string_view method, const boost::json::value& answer) {
  auto result = json::decode<Result>(answer, json::Strictness::lenient);
  if (!result) {
    return std::unexpected(
        ApiError{.kind = ApiErrorKind::unreadable,
                 .description = std::string(method) + ": " + result.error().message});
  }
  return *std::move(result);
}

// Not thread-safe: used on the executor of its HttpClient. Neither waits for limits nor repeats
// anything: the Sender does.
class Client {
 public:
  // `api_url` without a slash at its end: "https://api.telegram.org".
  // REQUIRES: `http` outlives the client.
  Client(net::HttpClient& http, std::string_view api_url, std::string_view token);

  // The method's fields are taken before the first suspension.
  template <class M>
  boost::asio::awaitable<ApiResult<typename M::Result>> call(
      const M& method, std::chrono::milliseconds timeout = kTimeout) {
    return call_as<typename M::Result>(make_call(method), timeout);
  }

  // The raw `result` of the answer. REQUIRES: `call` outlives the coroutine.
  boost::asio::awaitable<ApiResult<boost::json::value>> perform(
      const Call& call, std::chrono::milliseconds timeout = kTimeout);

  // The contents of a file by the path from getFile. Errors: bad_request for a malformed path and
  // for a file that is gone or larger than `bytes_max`, and those of a call.
  boost::asio::awaitable<ApiResult<std::string>> download(
      std::string path, std::size_t bytes_max, std::chrono::milliseconds timeout = kTimeout);

  static constexpr std::chrono::seconds kTimeout{30};

 private:
  template <class Result>
  boost::asio::awaitable<ApiResult<Result>> call_as(Call call, std::chrono::milliseconds timeout) {
    const ApiResult<boost::json::value> answer = co_await perform(call, timeout);
    if (!answer) {
      co_return std::unexpected(answer.error());
    }
    co_return read_result<Result>(call.method, *answer);
  }

  net::HttpClient& http_;
  std::string base_url_;  // ends with the token: never shown
  std::string file_url_;  // likewise
};

}  // namespace telegram
