// Requests that our server takes and the responses it gives.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/internet/ip_address.h"
#include "net/core/headers.h"
#include "net/core/query.h"

namespace net {

class BodyFile;

struct ServerRequest {
  std::string method;  // "GET"
  std::string path;    // as it came, percent-encoded: "/api/products/7"
  Query query;
  Headers headers;
  std::string body;
  std::shared_ptr<BodyFile> file = {};  // has the body, when the gate gave one; `body` is empty
  std::optional<base::IpAddress> peer = {};  // who connected: the sender, or a proxy
  // True when the peer is on this machine, calls it by a loopback name (Host: localhost, 127.0.0.1,
  // [::1]) and is not a proxy that passes on another's request.
  bool is_local = false;
};

// The server adds Content-Length and Connection, and where the handler says nothing else, `nosniff`
// (X-Content-Type-Options) and `no-store` (Cache-Control).
struct ServerResponse {
  int status = 200;
  Headers headers;
  std::string body;
  bool is_cut = false;  // closes the connection without an answer (simulated failures)
};

// True when a script of our own page on this machine sent it: it is local, and there is `header`,
// which browsers let no page of another site add without a preflight (Fetch, CORS).
bool is_from_own_script(const ServerRequest& request, std::string_view header);

// The request lives until the coroutine is done.
using Handler = std::function<boost::asio::awaitable<ServerResponse>(const ServerRequest&)>;

// How many bytes the body of a request may have, and where it goes when memory is too small for it.
struct BodyRoom {
  BodyRoom(std::size_t bytes_max = 0, std::shared_ptr<BodyFile> into = nullptr)
      : bytes(bytes_max), file(std::move(into)) {}

  friend bool operator==(const BodyRoom&, const BodyRoom&) = default;

  std::size_t bytes;
  std::shared_ptr<BodyFile> file;
};

// Or the answer to a request whose body is not read.
using Admission = std::expected<BodyRoom, ServerResponse>;

// Asked with the header of each request that has a body, before any of the body is read. The
// request lives until the coroutine is done.
using Gate = std::function<boost::asio::awaitable<Admission>(const ServerRequest& head)>;

// Lets everybody send that much.
Gate bodies_up_to(std::size_t bytes);

ServerResponse text_response(int status, std::string text);
// `json` is JSON text, such as what json::to_text returns.
ServerResponse json_response(int status, std::string json);

// "Not Found"; "" for an unknown status.
std::string_view reason_phrase(int status);

}  // namespace net
