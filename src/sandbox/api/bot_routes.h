// The HTTP routes of the Bot API.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "net/server/router.h"
#include "sandbox/api/update_transport.h"
#include "sandbox/api/world.h"

namespace sandbox {

// `/bot<token>/<method>` and `/file/bot<token>/<path>`. All calls are made on the server's
// executor.
class BotRoutes {
 public:
  BotRoutes(World& world, UpdateTransport& transport, std::string token)
      : world_(world), transport_(transport), token_(std::move(token)) {}

  // REQUIRES: the routes outlive the router.
  void add_to(net::Router& router);

 private:
  boost::asio::awaitable<net::ServerResponse> answer_call(const net::ServerRequest& request,
                                                          const net::PathParameters& path);
  boost::asio::awaitable<Answer> perform_call(BotCall call);
  net::ServerResponse answer_file(const net::PathParameters& path) const;

  World& world_;
  UpdateTransport& transport_;
  std::string token_;
};

}  // namespace sandbox
