// HTTP requests to backends, and errors from their statuses.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "chain/backends/backend_url.h"
#include "chain/backends/request_budget.h"
#include "chain/keys/bytes.h"
#include "json/json.h"
#include "net/client/http_client.h"

namespace chain {

// Newer nodes add fields.
inline constexpr auto kLenient = json::Strictness::lenient;
inline constexpr json::Limits kAnswerLimits{.size_bytes = kAnswerBytesMax};
inline constexpr int kBlockTimeoutFactor = 4;  // a block may take that many times the usual timeout

// What answers may take: a hash, a header or a state; a transaction and a block, as bytes (those of
// Litecoin hold up to 10 MB of MWEB); the rest of an answer around them.
inline constexpr std::size_t kShortBytesMax = 64'000;
inline constexpr std::size_t kTransactionBytesMax = 4'000'000;
inline constexpr std::size_t kBlockBytesMax = 16'000'000;

// In bytes, of an answer that has so many of them as hexadecimal digits.
constexpr std::size_t hex_answer_max(std::size_t bytes) { return 2 * bytes + kShortBytesMax; }

// Of the answer to one request.
struct AnswerBounds {
  std::chrono::milliseconds timeout;
  std::size_t bytes = kShortBytesMax;
  Purpose purpose = Purpose::chain;
};

// What is left of `timeout` before a deadline; never nothing, which would be no timeout at all.
std::chrono::milliseconds time_until(std::chrono::steady_clock::time_point deadline,
                                     std::chrono::milliseconds timeout);

// Whether it has no more values than its answers have, so that parsing it takes no more memory
// than a few times its size: ids, and digits of transactions, are long.
bool has_few_values(std::string_view json);

inline constexpr int kForbiddenStatus = 403;

inline bool is_id(std::string_view text) { return from_id(text).has_value(); }

// What a backend has refused or cannot do is tried again after this.
inline constexpr std::chrono::hours kSeldom{1};

// Something that a backend refuses for the time being.
class Refusal {
 public:
  bool holds(base::Timestamp now) const { return now < until_ && until_ - now <= kSeldom; }
  void note(base::Timestamp now, std::chrono::seconds pause = kSeldom) { until_ = now + pause; }
  void clear() { until_ = {}; }

 private:
  base::Timestamp until_{};
};

// Not thread-safe. REQUIRES: http outlives it.
class BackendHttp {
 public:
  BackendHttp(BackendUrl url, BackendOptions options, net::HttpClient& http);

  const std::string& name() const { return url_.name; }
  std::chrono::milliseconds timeout() const { return options_.timeout; }
  base::Timestamp now() const;
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  // `path` is appended to the URL. Answers of all statuses but 401 and 429. Errors: forbidden
  // (401), unavailable (no answer, or a larger one than allowed; the backend is asked too often,
  // and not again for a while, in which nothing is sent). Requests for the chain wait for the
  // budget, those for the mempool fail.
  boost::asio::awaitable<base::Result<net::HttpResponse>> get(std::string path,
                                                              AnswerBounds bounds);
  boost::asio::awaitable<base::Result<net::HttpResponse>> post_json(std::string body,
                                                                    AnswerBounds bounds);

  // How many transactions of the mempool may be asked for now; nothing: any number.
  std::optional<std::size_t> left_for_mempool() const { return budget_.left_for_mempool(now()); }

  // The message is "The backend esplora host.example " and `rest`.
  std::unexpected<base::Error> fail(base::ErrorKind kind, std::string_view rest) const;
  // The error for a status. REQUIRES: it is not 200.
  std::unexpected<base::Error> fail_with_status(int status) const;

  // What it refuses, such as "getrawmempool"; once it does it, it counts no longer as refused.
  void note_refused(std::string_view what) { refused_.emplace(what); }
  void note_done(std::string_view what);
  std::vector<std::string> refused() const { return {refused_.begin(), refused_.end()}; }

 private:
  boost::asio::awaitable<base::Result<net::HttpResponse>> send(net::HttpRequest request,
                                                               const AnswerBounds& bounds);
  boost::asio::awaitable<base::Result<void>> await_turn(Purpose purpose);
  std::optional<base::Error> read_limit(const net::HttpResponse& response);
  std::unexpected<base::Error> fail_until(base::Timestamp time) const;

  BackendUrl url_;
  BackendOptions options_;
  net::HttpClient& http_;
  RequestBudget budget_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::set<std::string, std::less<>> refused_;
};

}  // namespace chain
