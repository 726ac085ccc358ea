#include "chain/backends/json_rpc.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"

namespace chain {
namespace {

using boost::asio::awaitable;
using boost::json::value;

constexpr std::size_t kMessageMax = 200;
constexpr int kOk = 200;

// src/rpc/protocol.h, and what hosts of nodes answer beside it (EIP-1474).
constexpr auto kUnavailableCodes = std::to_array({-7, -20, -28, -32'603, -32'005, 429});
constexpr auto kForbiddenCodes = std::to_array({kRpcMethodNotFound, -32'604, -32'004});
constexpr int kFirstOfJsonRpc = -32'000;  // from here down codes are not the node's own

// In errors of proxies and hosts, which agree on no code.
constexpr auto kRefusingWords = std::to_array<std::string_view>(
    {"not allowed", "not supported", "unsupported", "whitelist", "not available", "not enabled",
     "disabled", "denied", "forbidden", "method not found", "unknown method", "not permitted"});

value request_of(std::string_view method, boost::json::array params, std::size_t id) {
  return {{"jsonrpc", "1.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

bool is_among(std::span<const int> codes, int code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool says_refused(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::ranges::any_of(kRefusingWords,
                             [&](std::string_view word) { return lower.contains(word); });
}

base::ErrorKind kind_of(int code, std::string_view text) {
  if (code == kRpcInvalidAddressOrKey || code == kRpcInvalidParameter) {
    return base::ErrorKind::not_found;
  }
  const bool is_foreign = code >= 0 || code <= kFirstOfJsonRpc;
  if (is_among(kForbiddenCodes, code) || (is_foreign && says_refused(text))) {
    return base::ErrorKind::forbidden;
  }
  return is_among(kUnavailableCodes, code) ? base::ErrorKind::unavailable
                                           : base::ErrorKind::invalid;
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
                                          AnswerBounds bounds) {
  auto answer = co_await exchange(method, request_of(method, std::move(params), 0), bounds);
  if (!answer) {
    co_return answer;
  }
  co_return read_answer(method, *answer);
}

awaitable<RpcResult<std::vector<RpcResult<value>>>> JsonRpc::call_all(
    std::string_view method, std::vector<boost::json::array> params, AnswerBounds bounds) {
  const auto count = params.size();
  boost::json::array requests;
  for (std::size_t id = 0; id < count; ++id) {
    requests.push_back(request_of(method, std::move(params[id]), id));
  }
  auto answer = co_await exchange(method, std::move(requests), bounds);
  if (!answer) {
    co_return std::unexpected(std::move(answer.error()));
  }
  if (!answer->is_array()) {
    const auto refusal = read_answer(method, *answer);  // of the batch as a whole
    co_return std::unexpected(refusal ? malformed_answer() : refusal.error());
  }
  std::vector<RpcResult<value>> results(count, std::unexpected(malformed_answer()));
  for (auto& one : answer->as_array()) {
    const auto id = id_of(one);
    if (id && *id < count) {
      results[*id] = read_answer(method, one);
    }
  }
  co_return results;
}

// Core sends errors with the statuses 404 and 500 and describes them in the body. It refuses a
// method with an empty 403.
awaitable<RpcResult<value>> JsonRpc::exchange(std::string_view method, value request,
                                              AnswerBounds bounds) {
  const auto response = co_await http_.post_json(boost::json::serialize(request), bounds);
  if (!response) {
    co_return std::unexpected(RpcError{.error = response.error()});
  }
  if (response->status == kForbiddenStatus) {
    http_.note_refused(method);
    co_return std::unexpected(RpcError{
        .error = http_
                     .fail(base::ErrorKind::forbidden,
                           fmt::format("does not allow {} (HTTP 403): allow the method in the "
                                       "node's rpcwhitelist, and this machine in its rpcallowip",
                                       method))
                     .error()});
  }
  if (!has_few_values(response->body)) {
    co_return std::unexpected(malformed_answer());
  }
  auto json = json::parse_value(response->body, {}, kAnswerLimits);
  if (json && (json->is_object() || json->is_array())) {
    co_return *std::move(json);
  }
  if (response->status == kOk || response->status / 100 == 4) {
    co_return std::unexpected(malformed_answer());
  }
  co_return std::unexpected(RpcError{.error = http_.fail_with_status(response->status).error()});
}

RpcResult<value> JsonRpc::read_answer(std::string_view method, value& answer) {
  const auto& error = member(answer, "error");
  if (error.is_object() || error.is_string()) {
    return std::unexpected(refusal_of(method, error));
  }
  auto* const object = answer.if_object();
  auto* const result = object ? object->if_contains("result") : nullptr;
  if (!result || !error.is_null()) {
    return std::unexpected(malformed_answer());
  }
  http_.note_done(method);
  return std::move(*result);
}

// "error" is a text at some hosts.
RpcError JsonRpc::refusal_of(std::string_view method, const value& error) {
  const auto& message = error.is_string() ? error : member(error, "message");
  const auto number =
      json::decode<int>(member(error, "code"), json::Strictness::lenient).value_or(0);
  const auto text =
      json::decode<std::string>(message, json::Strictness::lenient).value_or("an error");
  const auto kind = kind_of(number, text);
  if (kind == base::ErrorKind::forbidden) {
    http_.note_refused(method);
  }
  const auto answer =
      fmt::format("answers {} with: {} ({})", method, base::shorten(text, kMessageMax), number);
  return {.code = number, .error = http_.fail(kind, answer).error()};
}

RpcError JsonRpc::malformed_answer() const {
  return {.error = http_
                       .fail(base::ErrorKind::invalid,
                             "answers something that is not JSON-RPC: check its address")
                       .error()};
}

}  // namespace chain
