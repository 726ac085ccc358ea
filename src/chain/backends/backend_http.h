// HTTP requests to backends, and errors from their statuses.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"
#include "chain/backends/backend_url.h"
#include "chain/keys/bytes.h"
#include "json/json.h"
#include "net/client/http_client.h"

namespace chain {

// Newer nodes add fields, and some answers list every transaction of a block.
inline constexpr auto kLenient = json::Strictness::lenient;
inline constexpr json::Limits kAnswerLimits{.size_bytes = 32'000'000};
inline constexpr int kBlockTimeoutFactor = 4;  // a block may take that many times the usual timeout

inline bool is_id(std::string_view text) { return from_id(text).has_value(); }

// Not thread-safe. REQUIRES: http outlives it.
class BackendHttp {
 public:
  BackendHttp(BackendUrl url, BackendOptions options, net::HttpClient& http);

  const std::string& name() const { return url_.name; }
  std::chrono::milliseconds timeout() const { return options_.timeout; }

  // `path` is appended to the URL. Errors: unavailable, and forbidden for 401 and 403.
  boost::asio::awaitable<base::Result<net::HttpResponse>> get(std::string path,
                                                              std::chrono::milliseconds timeout);
  boost::asio::awaitable<base::Result<net::HttpResponse>> post_json(
      std::string body, std::chrono::milliseconds timeout);

  // The message is "The backend esplora host.example " and `rest`.
  std::unexpected<base::Error> fail(base::ErrorKind kind, std::string_view rest) const;
  // The error for a status. REQUIRES: it is not 200.
  std::unexpected<base::Error> fail_with_status(int status) const;

 private:
  boost::asio::awaitable<base::Result<net::HttpResponse>> send(net::HttpRequest request);

  BackendUrl url_;
  BackendOptions options_;
  net::HttpClient& http_;
};

}  // namespace chain
