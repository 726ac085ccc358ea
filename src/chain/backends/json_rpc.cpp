#include "chain/backends/json_rpc.h"

#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"

namespace chain {
namespace {

using boost::asio::awaitable;
using boost::json::value;

constexpr std::size_t kMessageMax = 200;
constexpr int kRpcInWarmup = -28;

value request_of(std::string_view method, boost::json::array params, std::size_t id) {
  return {{"jsonrpc", "1.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

base::ErrorKind kind_of(int code) {
  if (code == kRpcInvalidAddressOrKey || code == kRpcInvalidParameter) {
    return base::ErrorKind::not_found;
  }
  if (code == kRpcMethodNotFound) {
    return base::ErrorKind::forbidden;
  }
  return code == kRpcInWarmup ? base::ErrorKind::unavailable : base::ErrorKind::invalid;
}

// The member of an object, or null.
const value& member(const value& json, std::string_view name) {
  static const value nothing;
  const auto* const object = json.if_object();
  const auto* const found = object ? object->if_contains(name) : nullptr;
  return found ? *found : nothing;
}

std::optional<std::size_t> id_of(const value& answer) {
  const auto id = json::decode<std::int64_t>(member(answer, "id"), json::Strictness::lenient);
  return id && *id >= 0 ? std::optional(static_cast<std::size_t>(*id)) : std::nullopt;
}

}  // namespace

awaitable<RpcResult<value>> JsonRpc::call(std::string_view method, boost::json::array params,
                                          std::chrono::milliseconds timeout) {
  auto answer = co_await exchange(request_of(method, std::move(params), 0), timeout);
  if (!answer) {
    co_return answer;
  }
  co_return read_answer(*answer);
}

awaitable<RpcResult<std::vector<RpcResult<value>>>> JsonRpc::call_all(
    std::string_view method, std::vector<boost::json::array> params,
    std::chrono::milliseconds timeout) {
  const auto count = params.size();
  boost::json::array requests;
  for (std::size_t id = 0; id < count; ++id) {
    requests.push_back(request_of(method, std::move(params[id]), id));
  }
  auto answer = co_await exchange(std::move(requests), timeout);
  if (!answer) {
    co_return std::unexpected(std::move(answer.error()));
  }
  if (!answer->is_array()) {
    const auto refusal = read_answer(*answer);  // of the batch as a whole
    co_return std::unexpected(refusal ? malformed_answer() : refusal.error());
  }
  std::vector<RpcResult<value>> results(count, std::unexpected(malformed_answer()));
  for (auto& one : answer->as_array()) {
    const auto id = id_of(one);
    if (id && *id < count) {
      results[*id] = read_answer(one);
    }
  }
  co_return results;
}

// Core sends errors with the statuses 404 and 500 and describes them in the body.
awaitable<RpcResult<value>> JsonRpc::exchange(value request, std::chrono::milliseconds timeout) {
  const auto response = co_await http_.post_json(boost::json::serialize(request), timeout);
  if (!response) {
    co_return std::unexpected(RpcError{.error = response.error()});
  }
  auto json = json::parse_value(response->body, {}, kAnswerLimits);
  if (json && (json->is_object() || json->is_array())) {
    co_return *std::move(json);
  }
  if (response->status == 200) {
    co_return std::unexpected(malformed_answer());
  }
  co_return std::unexpected(RpcError{.error = http_.fail_with_status(response->status).error()});
}

RpcResult<value> JsonRpc::read_answer(value& answer) const {
  const auto& error = member(answer, "error");
  if (error.is_object()) {
    const auto code = json::decode<int>(member(error, "code"), json::Strictness::lenient);
    const auto text =
        json::decode<std::string>(member(error, "message"), json::Strictness::lenient);
    const int number = code.value_or(0);
    return std::unexpected(RpcError{
        .code = number,
        .error =
            http_
                .fail(kind_of(number),
                      fmt::format("answers: {} ({})",
                                  base::shorten(text.value_or("an error"), kMessageMax), number))
                .error()});
  }
  auto* const object = answer.if_object();
  auto* const result = object ? object->if_contains("result") : nullptr;
  if (!result || !error.is_null()) {
    return std::unexpected(malformed_answer());
  }
  return std::move(*result);
}

RpcError JsonRpc::malformed_answer() const {
  return {.error = http_
                       .fail(base::ErrorKind::invalid,
                             "answers something that is not JSON-RPC: check its address")
                       .error()};
}

}  // namespace chain
