// The settings BTC_BACKEND and LTC_BACKEND.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "chain/backend.h"
#include "net/http_client.h"

namespace chain {

enum class BackendKind { rpc, esplora };

struct BackendUrl {
  BackendKind kind = BackendKind::rpc;
  std::string url;            // without user and password, without a slash at its end
  std::string authorization;  // the field's value, or ""
  std::string name;           // "rpc 127.0.0.1:8332"
};

// Reads "rpc+http://user:password@host:port" or "esplora+https://host/api"; user and password may
// be percent-encoded. Errors (invalid): another form, told without repeating it.
base::Result<BackendUrl> parse_backend_url(std::string_view text);

// `api_key` is sent as x-api-key when it is not empty. REQUIRES: http and clock outlive it.
std::unique_ptr<Backend> make_backend(const BackendUrl& url, std::string api_key,
                                      net::HttpClient& http, const base::Clock& clock);

}  // namespace chain
