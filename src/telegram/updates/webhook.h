// Updates that Telegram posts to our own HTTP server.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "base/log.h"
#include "net/core/http_message.h"
#include "telegram/update_handler.h"

namespace telegram {

// Handles the POST requests of one webhook; the router has matched its path.
//
// A request without the secret, or one too many, is refused before its body is read. 200 only after
// the handler is done, so that Telegram sends the update again after a crash before the commit; the
// body is the handler's answer to a press. 401: the secret is wrong; the body is not parsed. 400:
// not JSON. 413: too large. 503: `later`, or too many updates in progress: Telegram sends it again.
// 500: the handler threw. An update that is JSON but malformed is logged with its id and answered
// with 200: otherwise Telegram would send it for ever. No update that tells of money is lost
// (intake.h).
//
// Not thread-safe: used on one thread. Cheap to copy; copies share the count of updates in
// progress.
class Webhook {
 public:
  struct Options {
    std::string secret;  // of setWebhook's secret_token; compared in constant time
    int in_hand_max = 200;
    std::size_t body_bytes_max = 1'000'000;
  };

  // REQUIRES: logger outlives the webhook; the secret is not empty.
  Webhook(Options options, UpdateHandler handler, UpdateKeeper keeper, base::Logger& logger);

  // A net::Handler.
  boost::asio::awaitable<net::ServerResponse> operator()(const net::ServerRequest& request) const;
  // Is a net::Gate.
  boost::asio::awaitable<net::Admission> admit(const net::ServerRequest& head) const;

 private:
  struct State;
  struct InHand;
  static boost::asio::awaitable<net::ServerResponse> receive(std::shared_ptr<State> state,
                                                             const net::ServerRequest& request);

  std::shared_ptr<State> state_;
};

}  // namespace telegram
