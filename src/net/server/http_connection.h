// One client of the HTTP server. Internal to net/.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "base/log.h"
#include "net/core/http_message.h"
#include "net/server/bytes_in_hand.h"
#include "net/server/http_server.h"

namespace net {

// Shared by the connections of a server; outlives them.
struct ConnectionContext {
  std::shared_ptr<BytesInHand> bytes_in_hand;
  HttpServer::Options options;
  Handler handler;
  base::Logger& logger;
};

// REQUIRES: used on the executor of its socket, which runs one thing at a time.
class HttpConnection {
 public:
  static std::shared_ptr<HttpConnection> make(boost::asio::ip::tcp::socket socket,
                                              const ConnectionContext& context);
  virtual ~HttpConnection() = default;

  // Reads and answers requests until either side closes. REQUIRES: called once; the connection
  // lives until the coroutine is done.
  virtual boost::asio::awaitable<void> serve() = 0;
  // Cancels `serve`: bind it to the completion handler.
  virtual boost::asio::cancellation_slot cancellation_slot() = 0;
  // Closes after the answer to the current request, or at once when there is none.
  virtual void finish_soon() = 0;
  // Closes at once and cancels the handler.
  virtual void cut() = 0;
};

}  // namespace net
