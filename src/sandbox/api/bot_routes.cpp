#include "sandbox/api/bot_routes.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <utility>

namespace sandbox {
namespace {

namespace asio = boost::asio;

net::ServerResponse respond(const Answer& answer) {
  if (answer) {
    return net::json_response(
        200, boost::json::serialize(boost::json::object{{"ok", true}, {"result", *answer}}));
  }
  const ApiError& error = answer.error();
  boost::json::object body{
      {"ok", false}, {"error_code", error.code}, {"description", error.description}};
  net::ServerResponse response{.status = error.code};
  if (error.retry_after_s) {
    body["parameters"] = {{"retry_after", *error.retry_after_s}};
    response.headers.add("Retry-After", std::to_string(*error.retry_after_s));
  }
  response.headers.add("Content-Type", "application/json");
  response.body = boost::json::serialize(body);
  return response;
}

Answer refusal(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::too_many_requests:
      return too_many_requests(fault.retry_after_s);
    case FaultKind::bad_request:
      return std::unexpected(ApiError{400, fault.description, std::nullopt});
    case FaultKind::unauthorized:
      return std::unexpected(ApiError{401, "Unauthorized", std::nullopt});
    case FaultKind::forbidden:
      return forbidden("bot was blocked by the user");
    case FaultKind::server_error:
    case FaultKind::page:
    case FaultKind::no_answer:
    case FaultKind::lost_request:
    case FaultKind::lost_answer:
      break;
  }
  return std::unexpected(ApiError{500, "Internal Server Error", std::nullopt});
}

net::ServerResponse page(int status) {
  return {.status = status,
          .headers = {{"Content-Type", "text/html"}},
          .body = "<html><body>A proxy says no.</body></html>"};
}

net::ServerResponse cut_connection() {
  net::ServerResponse response;
  response.is_cut = true;
  return response;
}

}  // namespace

void BotRoutes::add_to(net::Router& router) {
  const auto call = [this](const net::ServerRequest& request, const net::PathParameters& path) {
    return answer_call(request, path);
  };
  router.add("POST", "/bot{token}/{method}", call);
  router.add("GET", "/bot{token}/{method}", call);
  router.add("GET", "/file/bot{token}/{path...}",
             [this](const net::ServerRequest&, const net::PathParameters& path)
                 -> asio::awaitable<net::ServerResponse> { co_return answer_file(path); });
}

asio::awaitable<net::ServerResponse> BotRoutes::answer_call(const net::ServerRequest& request,
                                                            const net::PathParameters& path) {
  if (path.at("token") != token_) {
    co_return respond(std::unexpected(ApiError{401, "Unauthorized", std::nullopt}));
  }
  const std::string& method = path.at("method");
  const std::optional<Fault> fault = world_.take_fault(method);
  if (fault && fault->kind == FaultKind::lost_request) {
    co_return cut_connection();
  }
  if (fault && fault->kind == FaultKind::no_answer) {
    asio::steady_timer silence(co_await asio::this_coro::executor, std::chrono::seconds(10));
    co_await silence.async_wait(asio::use_awaitable);
    co_return cut_connection();
  }
  if (fault && fault->kind == FaultKind::page) {
    co_return page(fault->status);
  }
  if (fault && fault->kind != FaultKind::lost_answer) {
    co_return respond(refusal(*fault));
  }
  std::expected<BotCall, ApiError> call = read_call(method, request);
  if (!call) {
    co_return respond(std::unexpected(call.error()));
  }
  const Answer answer = co_await perform_call(*std::move(call));
  co_return fault ? cut_connection() : respond(answer);
}

asio::awaitable<Answer> BotRoutes::perform_call(BotCall call) {
  if (!UpdateTransport::handles(call.method)) {
    co_return world_.call(std::move(call));
  }
  if (std::optional<ApiError> error = world_.check(call)) {
    co_return std::unexpected(*std::move(error));
  }
  Answer answer = co_await transport_.call(call);
  if (answer) {
    world_.count(call);
  }
  co_return answer;
}

net::ServerResponse BotRoutes::answer_file(const net::PathParameters& path) const {
  if (path.at("token") != token_) {
    return respond(std::unexpected(ApiError{401, "Unauthorized", std::nullopt}));
  }
  return world_.read([&](const State& state) -> net::ServerResponse {
    for (const auto& [id, file] : state.files) {
      if (file.path == path.at("path")) {
        return {
            .status = 200, .headers = {{"Content-Type", file.content_type}}, .body = file.bytes};
      }
    }
    return respond(std::unexpected(ApiError{404, "Not Found", std::nullopt}));
  });
}

}  // namespace sandbox
