// Requests that our server takes and the responses it gives.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "net/core/headers.h"
#include "net/core/query.h"

namespace net {

struct ServerRequest {
  std::string method;  // "GET"
  std::string path;    // as it came, percent-encoded: "/api/products/7"
  Query query;
  Headers headers;
  std::string body;
  // True when the peer is on this machine and is not a proxy (no Forwarded, X-Forwarded-For or
  // X-Real-IP).
  bool peer_is_loopback = false;
};

// The server adds Content-Length and Connection.
struct ServerResponse {
  int status = 200;
  Headers headers;
  std::string body;
  bool is_cut = false;  // closes the connection without an answer (simulated failures)
};

// True when a script of our own page on this machine sent it: the peer is loopback, and there is
// `header`, which browsers let no page of another site add without a preflight (Fetch, CORS).
bool is_from_own_script(const ServerRequest& request, std::string_view header);

// The request lives until the coroutine is done.
using Handler = std::function<boost::asio::awaitable<ServerResponse>(const ServerRequest&)>;

ServerResponse text_response(int status, std::string text);
// `json` is JSON text, such as what json::to_text returns.
ServerResponse json_response(int status, std::string json);

// "Not Found"; "" for an unknown status.
std::string_view reason_phrase(int status);

}  // namespace net
