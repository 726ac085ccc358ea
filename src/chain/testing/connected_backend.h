// A backend of each kind, connected to a server that answers as a test tells it to.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "chain/backends/backend_url.h"
#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace chain::testing {

class ConnectedBackend : public ::testing::Test {
 protected:
  // `kind` is "rpc" or "esplora".
  std::unique_ptr<Backend> connect(const std::string& kind, const std::string& credentials,
                                   BackendOptions options = {}) {
    const auto host = server_.url().substr(std::string("http://").size());
    const auto url = parse_backend_url(kind + "+http://" + credentials + host);
    options.api_key = "the-key";
    options.timeout = timeout_;
    options.setting = "BTC_BACKEND";
    options.clock = &clock_;
    return make_backend(url.value(), options, http_);
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return loop_.run(std::move(work));
  }
  void answer_all(const net::ServerResponse& response) {
    server_.set([response](const net::ServerRequest&) { return response; });
  }
  std::size_t requests() const { return server_.seen().size(); }

  std::chrono::milliseconds timeout_{5'000};
  base::ManualClock clock_{base::parse_timestamp("2026-11-24T07:21:50Z").value()};
  Loop loop_;
  ScriptedServer server_{loop_,
                         [](const net::ServerRequest&) { return net::text_response(500, ""); }};
  net::HttpClient http_{loop_.context().get_executor(), {.response_limit_bytes = kAnswerBytesMax}};
};

}  // namespace chain::testing
