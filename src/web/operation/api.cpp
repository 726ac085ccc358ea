#include "web/operation/api.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "db/core/failure.h"
#include "net/core/digest.h"
#include "net/server/local_request.h"
#include "shop/access/repeated_call.h"
#include "web/core/session_caller.h"
#include "web/core/session_cookie.h"

namespace web {
namespace {

constexpr std::string_view kKeyHeader = "Idempotency-Key";
constexpr std::size_t kKeyBytesMax = 200;

constexpr std::string_view kLogSays = "Something went wrong; the log says what.";

net::ServerResponse answer_failure(Context& context, const net::ServerRequest& request,
                                   const db::Failure& failure) {
  ++context.metrics.database_failures;
  context.logger.error("{} {}: {}", request.method, request.path, failure.what());
  switch (failure.kind()) {
    case db::FailureKind::unavailable:
    case db::FailureKind::contention:
      return to_response(kUnavailable);
    case db::FailureKind::constraint:
    case db::FailureKind::defect:
      break;
  }
  return to_response({500, "internal", std::string(kLogSays)});
}

// Written in the forms of draft-ietf-httpapi-ratelimit-headers-06.
void add_quota(net::ServerResponse& response, RateLimit limit, const Quota& quota) {
  response.headers.set("RateLimit-Limit", std::to_string(quota.limit));
  response.headers.set("RateLimit-Policy",
                       fmt::format("{};w={}", quota.limit, limit.burst() / limit.per_second));
  response.headers.set("RateLimit-Remaining", std::to_string(quota.remaining));
  response.headers.set("RateLimit-Reset", std::to_string(quota.until_full.count()));
  if (quota.is_exceeded) {
    response.headers.set("Retry-After", std::to_string(quota.until_next.count()));
  }
}

bool is_use_due(const Caller& caller, base::Timestamp now) {
  return (caller.key && shop::is_use_due(*caller.key, now)) ||
         (caller.session && shop::is_use_due(*caller.session, now));
}

boost::asio::awaitable<void> note_use(Context& context, const Caller& caller) {
  const auto now = context.clock.now();
  if (!is_use_due(caller, now)) {
    co_return;
  }
  try {
    co_await context.database.transact([&](db::Tx& tx) {
      if (caller.session) {
        shop::note_session_use(tx, caller.session->id, now);
      } else {
        shop::note_key_use(tx, caller.key->id, now);
      }
      return true;
    });
  } catch (const db::Failure& failure) {
    // A database that takes no writes may still be read.
    context.logger.warn("The use of {} was not noted: {}", bucket_of(caller), failure.what());
  }
}

Response serve_caller(const Endpoint& endpoint, Context& context, const net::ServerRequest& request,
                      const net::PathParameters& path, const Caller& caller) {
  co_await note_use(context, caller);
  std::optional<db::Failure> failure;
  try {
    co_return co_await endpoint.serve(endpoint, context, request, path, caller);
  } catch (const db::Failure& thrown) {
    failure = thrown;
  }
  co_return answer_failure(context, request, *failure);
}

// Of requests without credentials, by their address.
constexpr RateLimit kOpenLimit{.per_second = 5};

std::string open_bucket_of(const Context& context, const net::ServerRequest& request) {
  const auto sender = net::sender_of(request, context.trusted_proxies);
  return fmt::format("address:{}", sender ? sender->network_text() : "?");
}

Response serve_anybody(const Endpoint& endpoint, Context& context,
                       const net::ServerRequest& request, const net::PathParameters& path) {
  const auto quota =
      context.rate_limiter.take(open_bucket_of(context, request), kOpenLimit, context.clock.now());
  auto response = quota.is_exceeded
                      ? to_response(kTooManyRequests)
                      : co_await serve_caller(endpoint, context, request, path,
                                              Caller{.actor = shop::Actor::customer()});
  add_quota(response, kOpenLimit, quota);
  co_return response;
}

// A browser sends cookies and stored passwords with what another site's page makes it send; the
// secret of a key it does not have.
bool is_forged(const net::ServerRequest& request) {
  return is_cross_site_write(request) &&
         !request.headers.find("Authorization").value_or("").starts_with("Bearer ");
}

Response serve(const Endpoint& endpoint, Context& context, const net::ServerRequest& request,
               const net::PathParameters& path) {
  if (is_forged(request)) {
    co_return to_response(kCrossSite);
  }
  if (endpoint.is_open) {
    co_return co_await serve_anybody(endpoint, context, request, path);
  }
  const auto caller = co_await identify_safely(context, request);
  if (!caller) {
    co_return caller.error();
  }
  const auto limit = rate_limit_of(*caller);
  const auto quota = context.rate_limiter.take(bucket_of(*caller), limit, context.clock.now());
  auto response = quota.is_exceeded
                      ? to_response(kTooManyRequests)
                      : co_await serve_caller(endpoint, context, request, path, *caller);
  if (caller->session && response.status == kUnauthorized.status) {
    co_return signed_out();
  }
  add_quota(response, limit, quota);
  co_return response;
}

Problem problem_of_file(Context& context, const std::error_code& error) {
  context.logger.error("The body of a request cannot be kept in {}: {}",
                       context.bodies.path().string(), error.message());
  return net::is_full(error) ? Problem(kNoRoom) : Problem(500, "internal", std::string(kLogSays));
}

// A file is asked for only by a request that is otherwise good: it may be large.
net::Admission room_of(const Endpoint& endpoint, Context& context, const net::ServerRequest& head) {
  if (!endpoint.is_upload) {
    return endpoint.operation.body_bytes_max;
  }
  if (const auto checked = detail::check_request(endpoint, head); !checked) {
    return std::unexpected(to_response(checked.error()));
  }
  auto file = context.bodies.open();
  return file ? net::Admission(net::BodyRoom(endpoint.operation.body_bytes_max, *std::move(file)))
              : std::unexpected(to_response(problem_of_file(context, file.error())));
}

// Nobody's body is read before it is known that they may send it. The request counts when it is
// served.
net::Gate gate_of(const Endpoint& endpoint, Context& context) {
  return [&endpoint,
          &context](const net::ServerRequest& head) -> boost::asio::awaitable<net::Admission> {
    if (is_forged(head)) {
      co_return std::unexpected(to_response(kCrossSite));
    }
    if (endpoint.is_open) {
      co_return room_of(endpoint, context, head);
    }
    const auto caller = co_await identify_safely(context, head);
    if (!caller) {
      co_return std::unexpected(caller.error());
    }
    const auto limit = rate_limit_of(*caller);
    const auto quota = context.rate_limiter.look(bucket_of(*caller), limit, context.clock.now());
    const auto role = shop::role_of(caller->actor);
    const bool may_send = role && shop::may(*role, endpoint.act);
    if (may_send && !quota.is_exceeded) {
      co_return room_of(endpoint, context, head);
    }
    auto response = to_response(may_send ? kTooManyRequests : kForbidden);
    add_quota(response, limit, quota);
    co_return std::unexpected(std::move(response));
  };
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kKeyBytesMax &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// Of all that a request asks for.
std::string digest_of(const net::ServerRequest& request) {
  auto text = fmt::format("{} {}", request.method, request.path);
  for (const auto& [name, value] : request.query) {
    text += fmt::format("\n{}={}", name, value);
  }
  return net::sha256_hex(
      fmt::format("{}\n\n{}", text, request.file ? request.file->checksum() : request.body));
}

// A body must say that it is JSON: another web site can send a form with the browser's stored
// password, but not that.
bool has_right_type(const Endpoint& endpoint, const net::ServerRequest& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  const auto media_type = base::trim(type.substr(0, type.find(';')));
  if (!endpoint.takes_file) {
    return net::equals_ignoring_case(media_type, "application/json");
  }
  return std::ranges::any_of(endpoint.operation.media_types, [&](auto taken) {
    return net::equals_ignoring_case(media_type, taken);
  });
}

bool is_plain(const net::ServerRequest& request) {
  const auto coding = request.headers.find("Content-Encoding").value_or("");
  return coding.empty() || net::equals_ignoring_case(coding, "identity");
}

// Of two values, another reader of the request might take the other one.
Outcome<void> check_headers(const net::ServerRequest& request) {
  for (const auto name :
       {std::string_view("Content-Type"), std::string_view("Content-Encoding"), kKeyHeader}) {
    if (request.headers.count(name) > 1) {
      return std::unexpected(
          invalid_parameter(std::string(name), "must be given once", "repeated"));
    }
  }
  return {};
}

Outcome<void> check_body(const Endpoint& endpoint, const net::ServerRequest& request) {
  if (!endpoint.takes_body) {
    return request.body.empty() ? Outcome<void>()
                                : std::unexpected(Problem(400, std::string(kInvalidRequest.code),
                                                          "This operation takes no body."));
  }
  if (!is_plain(request)) {
    return std::unexpected(Problem(kEncodedBody));
  }
  if (!has_right_type(endpoint, request)) {
    return std::unexpected(invalid_parameter(
        "Content-Type",
        endpoint.takes_file
            ? fmt::format("must be {}", fmt::join(endpoint.operation.media_types, " or "))
            : "must be application/json"));
  }
  return {};
}

}  // namespace

boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify_safely(
    Context& context, const net::ServerRequest& request) {
  std::optional<db::Failure> failure;
  try {
    co_return co_await identify(context, request);
  } catch (const db::Failure& thrown) {
    failure = thrown;
  }
  co_return std::unexpected(answer_failure(context, request, *failure));
}

void add_routes(const Api& api, net::Router& router, Context& context) {
  for (const auto& endpoint : api.endpoints()) {
    router.add(
        std::string(endpoint.operation.method), endpoint.operation.path,
        [&endpoint, &context](const net::ServerRequest& request, const net::PathParameters& path) {
          return serve(endpoint, context, request, path);
        },
        gate_of(endpoint, context));
  }
}

namespace detail {

ChangeOutcome change_once(db::Tx& tx, const Endpoint& endpoint, const net::ServerRequest& request,
                          const Caller& caller, base::Timestamp now, const Change& change) {
  const auto key = request.headers.find(kKeyHeader);
  if (endpoint.operation.key_use == KeyUse::none || !key) {
    return change(tx);
  }
  const shop::RepeatableCall call{.caller = shop::to_text(caller.actor),
                                  .key = std::string(*key),
                                  .request = digest_of(request)};
  const auto begun = shop::begin_call(tx, call, now);
  if (!begun) {
    return std::unexpected(Problem(kKeyConflict));
  }
  if (*begun) {
    return ChangeOutcome({.answer = json::parse_value(**begun).value()});
  }
  auto outcome = change(tx);
  if (outcome) {
    shop::end_call(tx, call, boost::json::serialize(outcome->answer));
  }
  return outcome;
}

ChangeOutcome change_as(db::Tx& tx, const Caller& caller, base::Timestamp now,
                        const Change& change) {
  return hold_caller(tx, caller, now) ? change(tx) : std::unexpected(Problem(kUnauthorized));
}

net::ServerResponse finish_change(const Endpoint& endpoint, Context& context,
                                  const net::ServerRequest& request, const ChangeOutcome& outcome) {
  if (!outcome) {
    return to_response(outcome.error());
  }
  for (const auto& line : outcome->follow_up.log) {
    context.logger.info("{}", line);
  }
  if (outcome->follow_up.changes_settings) {
    context.on_settings_changed();
  }
  auto response = write_answer(endpoint, request, outcome->answer);
  for (const auto& [name, value] : outcome->follow_up.headers) {
    response.headers.add(name, value);
  }
  return response;
}

Outcome<std::string> check_request(const Endpoint& endpoint, const net::ServerRequest& request) {
  if (auto checked = check_headers(request); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  if (auto checked = check_body(endpoint, request); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  if (auto checked = check_fields(endpoint, request.query); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  const auto key = request.headers.find(kKeyHeader);
  if (endpoint.operation.key_use == KeyUse::none ||
      (!key && endpoint.operation.key_use == KeyUse::optional)) {
    return "";
  }
  return key && is_key(*key) ? Outcome<std::string>(std::string(*key))
                             : std::unexpected(Problem(kNoKey));
}

}  // namespace detail

}  // namespace web
