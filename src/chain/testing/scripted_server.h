// An HTTP server on loopback that answers as a test tells it to, and a client of it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "net/client/http_client.h"
#include "net/server/http_server.h"

namespace chain::testing {

// Runs on the test's own thread, one coroutine of the test at a time.
class Loop {
 public:
  boost::asio::io_context& context() { return context_; }

  // Runs `work` to its end, and all else meanwhile.
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    auto result = boost::asio::co_spawn(context_, std::move(work), boost::asio::use_future);
    context_.restart();
    while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      context_.run_one();
    }
    return result.get();
  }

 private:
  boost::asio::io_context context_{1};
};

// Lives on a loop.
class ScriptedServer {
 public:
  // Nothing: no answer until the client goes away.
  using Script = std::function<std::optional<net::ServerResponse>(const net::ServerRequest&)>;

  ScriptedServer(Loop& loop, Script script);
  ~ScriptedServer();

  void set(Script script) { script_ = std::move(script); }
  // "http://127.0.0.1:port".
  std::string url() const;
  const std::vector<net::ServerRequest>& seen() const { return seen_; }

 private:
  boost::asio::awaitable<net::ServerResponse> answer(const net::ServerRequest& request);

  Script script_;
  std::vector<net::ServerRequest> seen_;
  base::Logger logger_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace chain::testing
