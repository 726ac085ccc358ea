// The HTTP/1.1 server.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/log.h"
#include "net/core/http_message.h"

namespace net {

// Serves each connection in a coroutine of its own: keep-alive, one request at a time, answers in
// the order of pipelined requests. TLS is left to a proxy.
//
// The body of a request is read only after `gate` admitted it. What does not follow HTTP or the
// limits is answered with 400, 413, 417, 431, 501 or 503, the connection is closed, and what the
// peer sent behind it is never taken for a request; a peer that is too slow is cut off. An
// exception from the handler becomes 500 without details and a line in the log.
//
// When the peer goes away while a handler runs, the handler's coroutine is cancelled: its pending
// wait ends with operation_aborted. A peer that only ended its own side (half-closed) is still
// answered within `half_closed_timeout`.
//
// REQUIRES: the executor runs one thing at a time (an io_context with one thread, or a strand), and
// all calls are made on it. The handler and the logger outlive the server's last connection.
class HttpServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:0";  // address and port; "[::1]:80"; port 0 picks a free one
    std::size_t header_limit_bytes = 16'384;
    int header_lines_max = 100;
    std::size_t body_limit_bytes = 1'000'000;
    // What the connections together may hold of requests that are read or answered; more is 503.
    std::size_t bytes_in_hand_max = 32'000'000;
    Gate gate;  // how much of it a request may send; none: every body up to body_limit_bytes
    int connections_max = 4'096;
    std::chrono::milliseconds idle_timeout{75'000};    // between requests
    std::chrono::milliseconds header_timeout{10'000};  // from a request's first byte
    // For the whole body; for one that goes to a file, from one part that comes to the next.
    std::chrono::milliseconds body_timeout{60'000};
    std::chrono::milliseconds write_timeout{60'000};
    std::chrono::milliseconds half_closed_timeout{2'000};
    std::chrono::milliseconds stop_timeout{10'000};
  };

  // Listens and serves. Errors: invalid (no such address), unavailable (in use, not permitted).
  static base::Result<std::unique_ptr<HttpServer>> start(boost::asio::any_io_executor executor,
                                                         Options options, Handler handler,
                                                         base::Logger& logger);
  // Cuts every connection that is left.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  // Accepts no more requests, lets running handlers finish and send their answers, and returns when
  // the last connection is closed; cuts those that are left after `stop_timeout`.
  boost::asio::awaitable<void> stop();

 private:
  class Listener;
  explicit HttpServer(std::shared_ptr<Listener> listener);
  std::shared_ptr<Listener> listener_;
};

}  // namespace net
