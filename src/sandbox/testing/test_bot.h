// A blocking caller of the simulated Bot API, for this folder's tests.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "net/client/http_client.h"
#include "sandbox/server/bot_api_server.h"

namespace sandbox {

inline constexpr std::int64_t kAnna = 7;

// Uses plain HTTP, not the shop's client, because the server is under test.
class TestBot {
 public:
  explicit TestBot(const BotApiServer& server) : server_(server) {}

  // The whole answer: {"ok":…}; null when the connection broke.
  boost::json::value call(const std::string& method, const boost::json::object& params = {}) const;
  boost::json::value call(const std::string& method, std::vector<net::HttpPart> parts) const;
  boost::json::value call_form(const std::string& method, const std::string& form) const;

  // "" for an accepted call, else the description of the error.
  std::string error(const std::string& method, const boost::json::object& params = {}) const;
  // The result. REQUIRES: the call is accepted.
  boost::json::value result(const std::string& method,
                            const boost::json::object& params = {}) const;

  net::HttpResponse get(const std::string& path) const;
  net::HttpResponse send(net::HttpRequest request) const;

 private:
  boost::json::value exchange(const std::string& method, net::HttpRequest request) const;

  const BotApiServer& server_;
};

}  // namespace sandbox
