// The settings BTC_BACKEND and LTC_BACKEND.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "chain/backends/backend.h"
#include "net/client/http_client.h"

namespace chain {

enum class BackendKind { rpc, esplora };

struct BackendUrl {
  BackendKind kind = BackendKind::rpc;
  std::string url;            // without user and password, without a slash at its end
  std::string authorization;  // of the Authorization field, or ""
  std::string name;           // "rpc 127.0.0.1:8332"
};

// Reads "rpc+http://user:password@host:port" or "esplora+https://host/api"; user and password may
// be percent-encoded. Errors (invalid): another form; the message does not repeat the text.
base::Result<BackendUrl> parse_backend_url(std::string_view text);

struct BackendOptions {
  std::string api_key;                        // sent as x-api-key; "": none
  std::chrono::milliseconds timeout{30'000};  // of one request; four times that for a block
};

// REQUIRES: http outlives it, and accepts answers of 32 MB.
std::unique_ptr<Backend> make_backend(const BackendUrl& url, const BackendOptions& options,
                                      net::HttpClient& http);

}  // namespace chain
