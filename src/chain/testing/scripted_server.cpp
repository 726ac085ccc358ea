#include "chain/testing/scripted_server.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace chain::testing {

namespace asio = boost::asio;

ScriptedServer::ScriptedServer(Loop& loop, Script script)
    : script_(std::move(script)),
      server_(net::HttpServer::start(
                  loop.context().get_executor(), {},
                  [this](const net::ServerRequest& request) { return answer(request); }, logger_)
                  .value()) {}

ScriptedServer::~ScriptedServer() = default;

std::string ScriptedServer::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

asio::awaitable<net::ServerResponse> ScriptedServer::answer(const net::ServerRequest& request) {
  seen_.push_back(request);
  if (auto response = script_(request)) {
    co_return *std::move(response);
  }
  asio::steady_timer never(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  co_await never.async_wait(asio::use_awaitable);
  co_return net::ServerResponse{};
}

}  // namespace chain::testing
