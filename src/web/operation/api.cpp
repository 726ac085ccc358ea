#include "web/operation/api.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "db/core/failure.h"
#include "net/core/digest.h"
#include "shop/access/repeated_call.h"

namespace web {
namespace {

constexpr std::string_view kKeyHeader = "Idempotency-Key";
constexpr std::size_t kKeyBytesMax = 200;
constexpr ProblemKind kNoKey{400, "no_idempotency_key",
                             "The header Idempotency-Key must be 1 to 200 printable characters "
                             "without blanks, new for each request that is not a repeat."};

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
  return to_response({500, "internal", "Something went wrong; the log says what."});
}

Response serve(const Endpoint& endpoint, Context& context, const net::ServerRequest& request,
               const net::PathParameters& path) {
  const auto caller = co_await identify(context, request);
  if (!caller) {
    co_return caller.error();
  }
  std::optional<db::Failure> failure;
  try {
    co_return co_await endpoint.serve(endpoint, context, request, path, *caller);
  } catch (const db::Failure& thrown) {
    failure = thrown;
  }
  co_return answer_failure(context, request, *failure);
}

// Nobody's body is read before it is known that they may send it.
net::Gate gate_of(const Endpoint& endpoint, Context& context) {
  return [&endpoint,
          &context](const net::ServerRequest& head) -> boost::asio::awaitable<net::Admission> {
    const auto caller = co_await identify(context, head);
    if (!caller) {
      co_return std::unexpected(caller.error());
    }
    const auto role = shop::role_of(caller->actor);
    if (!role || !shop::may(*role, endpoint.act)) {
      co_return std::unexpected(to_response(kForbidden));
    }
    co_return endpoint.operation.body_bytes_max;
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
  return net::sha256_hex(fmt::format("{}\n\n{}", text, request.body));
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

Outcome<void> check_body(const Endpoint& endpoint, const net::ServerRequest& request) {
  if (!endpoint.takes_body) {
    return request.body.empty() ? Outcome<void>()
                                : std::unexpected(Problem(400, std::string(kInvalidRequest.code),
                                                          "This operation takes no body."));
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

Outcome<boost::json::value> change_once(db::Tx& tx, const Endpoint& endpoint,
                                        const net::ServerRequest& request, const Caller& caller,
                                        base::Timestamp now, const Change& change) {
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
    return json::parse_value(**begun).value();
  }
  auto outcome = change(tx);
  if (outcome) {
    shop::end_call(tx, call, boost::json::serialize(*outcome));
  } else {
    shop::drop_call(tx, call);
  }
  return outcome;
}

Outcome<std::string> check_request(const Endpoint& endpoint, const net::ServerRequest& request) {
  if (auto checked = check_body(endpoint, request); !checked) {
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
