// JSON-RPC over HTTP, as the nodes of Bitcoin and Litecoin speak it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "net/client/http_client.h"

namespace support {

// The error that a node answered in place of a result.
class RpcFailure : public std::runtime_error {
 public:
  RpcFailure(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

// Calls block until they are answered. Not safe to share between threads.
class JsonRpc {
 public:
  // `url` as in "http://user:password@127.0.0.1:8332".
  explicit JsonRpc(std::string url) : url_(std::move(url)) {}
  ~JsonRpc();
  JsonRpc(const JsonRpc&) = delete;
  JsonRpc& operator=(const JsonRpc&) = delete;

  // Throws RpcFailure for an error of the node's, std::runtime_error when there is no answer.
  boost::json::value call(std::string_view method, boost::json::array params = {});

  const std::string& url() const { return url_; }

 private:
  net::HttpResponse send(std::string body);

  std::string url_;
  boost::asio::io_context context_{1};
  std::optional<net::HttpClient> http_{context_.get_executor()};
};

}  // namespace support
