#include "support/json_rpc.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

namespace support {
namespace {

constexpr std::chrono::minutes kTimeout{2};

}  // namespace

JsonRpc::~JsonRpc() {
  http_.reset();
  context_.restart();
  context_.poll();
}

boost::json::value JsonRpc::call(std::string_view method, boost::json::array params) {
  const boost::json::object request{{"id", 1}, {"method", method}, {"params", std::move(params)}};
  const auto response = send(boost::json::serialize(request));
  boost::system::error_code malformed;
  auto answer = boost::json::parse(response.body, malformed);
  if (malformed || !answer.is_object()) {
    throw std::runtime_error("status " + std::to_string(response.status) + ": " + response.body);
  }
  if (const auto* const error = answer.at("error").if_object()) {
    throw RpcFailure(error->at("code").to_number<int>(),
                     std::string(error->at("message").as_string()));
  }
  return answer.at("result");
}

net::HttpResponse JsonRpc::send(std::string body) {
  auto response = boost::asio::co_spawn(
      context_,
      http_->send({.method = "POST", .url = url_, .body = std::move(body), .timeout = kTimeout}),
      boost::asio::use_future);
  context_.restart();
  while (response.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    context_.run_one();
  }
  auto result = response.get();
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
  return *std::move(result);
}

}  // namespace support
