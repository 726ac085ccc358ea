// JSON-RPC of Bitcoin Core and its forks.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "chain/backends/backend_http.h"

namespace chain {

// src/rpc/protocol.h
inline constexpr int kRpcMiscError = -1;  // also: the block was pruned
inline constexpr int kRpcInvalidAddressOrKey = -5;
inline constexpr int kRpcInvalidParameter = -8;
inline constexpr int kRpcMethodNotFound = -32601;

// A method that the node does not allow or does not have is forbidden, and the message names it.
struct RpcError {
  int code = 0;  // 0: none from the node: no answer, a malformed one, or a refusal by HTTP
  base::Error error;
};

template <class T>
using RpcResult = std::expected<T, RpcError>;

// Not thread-safe.
class JsonRpc {
 public:
  explicit JsonRpc(BackendHttp http) : http_(std::move(http)) {}

  const BackendHttp& http() const { return http_; }
  void set_deadline(std::chrono::steady_clock::time_point deadline) {
    http_.set_deadline(deadline);
  }

  boost::asio::awaitable<RpcResult<boost::json::value>> call(std::string_view method,
                                                             boost::json::array params,
                                                             AnswerBounds bounds);

  // The same method for each of `params` in one request; the answers are in that order.
  boost::asio::awaitable<RpcResult<std::vector<RpcResult<boost::json::value>>>> call_all(
      std::string_view method, std::vector<boost::json::array> params, AnswerBounds bounds);

 private:
  boost::asio::awaitable<RpcResult<boost::json::value>> exchange(std::string_view method,
                                                                 boost::json::value request,
                                                                 AnswerBounds bounds);
  RpcResult<boost::json::value> read_answer(std::string_view method, boost::json::value& answer);
  RpcError refusal_of(std::string_view method, const boost::json::value& error);
  RpcError malformed_answer() const;

  BackendHttp http_;
};

}  // namespace chain
