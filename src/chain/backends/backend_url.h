// The settings BTC_BACKEND and LTC_BACKEND.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
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

// What the largest answer may take: the ids of a full mempool, 34 MB for 500,000 transactions.
inline constexpr std::size_t kAnswerBytesMax = 40'000'000;

struct BackendOptions {
  std::string api_key;                        // sent as x-api-key; "": none
  std::chrono::milliseconds timeout{30'000};  // of one request; four times that for a block
  std::string setting = {};                   // that has its URL, for messages: "BTC_BACKEND"
  // Nothing: the usual number. An explorer that many share is asked ten times a second at the most;
  // a node, and an explorer of one's own (on this machine, in a private network, or with a name
  // without a dot), as often as need be until it says that it is asked too often.
  std::optional<int> requests_per_minute = {};
  const base::Clock* clock = nullptr;  // nullptr: the system's
};

// REQUIRES: http outlives it, and accepts answers of kAnswerBytesMax; so does the clock.
std::unique_ptr<Backend> make_backend(const BackendUrl& url, const BackendOptions& options,
                                      net::HttpClient& http);

}  // namespace chain
