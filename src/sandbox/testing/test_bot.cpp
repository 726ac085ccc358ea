#include "sandbox/testing/test_bot.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "json/json.h"

namespace sandbox {
namespace {

namespace asio = boost::asio;

// Each exchange runs an event loop of its own, so that tests need no thread for it.
base::Result<net::HttpResponse> exchange_blocking(net::HttpRequest request) {
  asio::io_context io{1};
  std::optional<net::HttpClient> client(std::in_place, io.get_executor());
  std::optional<base::Result<net::HttpResponse>> response;
  asio::co_spawn(io, client->send(std::move(request)),
                 [&](const std::exception_ptr& failure, base::Result<net::HttpResponse> got) {
                   if (failure) {
                     std::rethrow_exception(failure);
                   }
                   response = std::move(got);
                   client.reset();
                 });
  io.run();
  return *std::move(response);
}

}  // namespace

net::HttpResponse TestBot::send(net::HttpRequest request) const {
  request.url = server_.url() + request.url;
  base::Result<net::HttpResponse> response = exchange_blocking(std::move(request));
  return response ? *std::move(response) : net::HttpResponse{};
}

net::HttpResponse TestBot::get(const std::string& path) const {
  return send({.method = "GET", .url = path});
}

boost::json::value TestBot::exchange(const std::string& method, net::HttpRequest request) const {
  request.method = "POST";
  request.url = "/bot" + server_.token() + "/" + method;
  const net::HttpResponse response = send(std::move(request));
  return response.status == 0 ? boost::json::value() : *json::parse_value(response.body);
}

boost::json::value TestBot::call(const std::string& method,
                                 const boost::json::object& params) const {
  return exchange(method, {.headers = {{"Content-Type", "application/json"}},
                           .body = boost::json::serialize(params)});
}

boost::json::value TestBot::call(const std::string& method,
                                 std::vector<net::HttpPart> parts) const {
  return exchange(method, {.parts = std::move(parts)});
}

boost::json::value TestBot::call_form(const std::string& method, const std::string& form) const {
  return exchange(
      method, {.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = form});
}

std::string TestBot::error(const std::string& method, const boost::json::object& params) const {
  const boost::json::value answer = call(method, params);
  return answer.at("ok").as_bool() ? "" : std::string(answer.at("description").as_string());
}

boost::json::value TestBot::result(const std::string& method,
                                   const boost::json::object& params) const {
  const boost::json::value answer = call(method, params);
  if (!answer.at("ok").as_bool()) {
    throw std::runtime_error(std::string(answer.at("description").as_string()));
  }
  return answer.at("result");
}

}  // namespace sandbox
