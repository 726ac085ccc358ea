// Outgoing HTTP.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "net/core/headers.h"

namespace net {

class CurlMulti;

// One part of a multipart/form-data body (RFC 7578).
struct HttpPart {
  std::string name;
  std::string body;
  std::string file_name;     // "" for a plain field
  std::string content_type;  // "" lets curl choose
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  Headers headers;
  std::string body;
  std::vector<HttpPart> parts;                // sent instead of `body` when there are any
  std::chrono::milliseconds timeout{30'000};  // over all, from the call to the last byte
  // Of the answer; that of the client (HttpClient::Options) holds as well.
  std::size_t response_limit_bytes = std::numeric_limits<std::size_t>::max();
  // An answer that is larger is cut off there, and is no error.
  bool cuts_response = false;
  // Refuses to connect to other addresses than the internet's (is_public), whatever name leads
  // there. No proxy is used: it would choose the address.
  bool only_public = false;
};

struct HttpResponse {
  int status = 0;
  Headers headers;
  std::string body;
};

// HTTP/1.1, or HTTP/2 where TLS negotiates it, over libcurl. Connections are kept alive and shared.
// Certificates are verified; redirects are not followed; a proxy of the environment (https_proxy)
// is used except for loopback addresses and for requests that are `only_public`.
//
// REQUIRES: the executor runs one thing at a time (an io_context with one thread, or a strand), and
// all calls are made on it.
class HttpClient {
 public:
  struct Options {
    std::size_t response_limit_bytes = 32'000'000;
    int connections_per_host_max = 64;  // further requests wait
    // For https; "" leaves it to the environment. Not used for loopback addresses.
    std::string https_proxy = {};
    std::string no_proxy = {};  // hosts that are reached without a proxy; "" as above
    std::string ca_file = {};   // certificates (PEM) that are trusted; "" for the system's
  };

  explicit HttpClient(boost::asio::any_io_executor executor)
      : HttpClient(std::move(executor), Options{}) {}
  HttpClient(boost::asio::any_io_executor executor, const Options& options);
  // Requests under way end with an error.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Any complete answer is a response, also 404 or 500. Errors: invalid (URL, header), unavailable
  // (no connection, no certificate, time-out, an address that is not public, an answer that is
  // broken or too large). Messages name the host and nothing else of the URL. Cancelling the
  // coroutine drops the request and throws operation_aborted.
  boost::asio::awaitable<base::Result<HttpResponse>> send(HttpRequest request);

  // Requests under way end with an error (unavailable), and so do later ones. Idempotent.
  void stop();

 private:
  Options options_;
  std::shared_ptr<CurlMulti> multi_;
};

}  // namespace net
