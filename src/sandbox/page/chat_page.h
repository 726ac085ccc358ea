// The chat page of `kram demo`: what simulated people see and do, in a browser.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "net/core/bell.h"
#include "net/server/router.h"
#include "net/server/static_content.h"
#include "sandbox/api/world.h"

namespace sandbox {

// Routes: `/` and its files; `GET /chat/events?since=N&epoch=E` waits until something is newer than
// version N; `POST /chat/people…` acts for a person. Only for local callers: there is no password,
// and writes need the header X-Kram-Demo, which another site's page cannot send. All calls are made
// on the server's executor.
class ChatPage {
 public:
  ChatPage(World& world, std::string epoch);

  // REQUIRES: the page outlives the router.
  void add_to(net::Router& router);

  // Call it after every change.
  void wake() { bell_.ring(); }
  // Ends waiting requests before the server stops.
  void close();

 private:
  boost::asio::awaitable<net::ServerResponse> events(const net::ServerRequest& request);
  net::ServerResponse add_person(const net::ServerRequest& request);
  net::ServerResponse act(const net::ServerRequest& request, const net::PathParameters& path);
  net::ServerResponse photo(const net::PathParameters& path) const;

  World& world_;
  net::Bell bell_;
  net::StaticContent files_;
  std::string epoch_;  // identifies this run of the server, to which versions belong
  bool is_closed_ = false;
};

}  // namespace sandbox
