// The operations of the REST API: each is added once, beside its function, and from that come its
// route, its checks and its part of the OpenAPI document.
#pragma once

#include <concepts>
#include <utility>
#include <vector>

#include "web/operation/answer.h"
#include "web/operation/parameters.h"
#include "web/operation/problem_language.h"

namespace web {

class Api {
 public:
  // An operation that reads, in a transaction of its own.
  template <shop::Act act, class P, class B, class A>
  void read(Operation operation, Outcome<A> (*answer)(db::Tx&, const Call<act, P, B>&));

  // An operation that changes something, in one transaction, together with what its idempotency key
  // remembers. A `change` that returns `Changed<A>` says what is to be done after the commit.
  template <shop::Act act, class P, class B, class A>
  void write(Operation operation, Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&));

  // The same for what its reader has seen: `current` is the state that GET shows (whose ETag
  // If-Match must name), read and locked in the transaction of the change; none: 404.
  template <shop::Act act, class P, class B, class A, class V>
  void edit(Operation operation, std::optional<V> (*current)(db::Tx&, const P&),
            Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&));

  template <shop::Act act, class P, class B, class A, class V>
  void edit(Operation operation, std::optional<V> (*current)(db::Tx&, const Call<act, P, B>&),
            Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&));

  // An operation of several transactions, or of none. What changes something asks
  // `hold_caller(tx, call.caller, call.now)` first in each: kUnauthorized when it may no longer.
  template <shop::Act act, class P, class B, class A>
  void serve(Operation operation,
             boost::asio::awaitable<Outcome<A>> (*answer)(Context&, Call<act, P, B>));

  // An operation that needs no credentials, of several transactions or of none: signing in.
  template <class B, class A>
  void serve_open(Operation operation,
                  boost::asio::awaitable<Outcome<Changed<A>>> (*answer)(Context&, OpenCall<B>));

  const std::vector<Endpoint>& endpoints() const { return endpoints_; }

 private:
  template <shop::Act act, class P, class B, class A>
  Endpoint& add(Operation operation);
  template <class V, shop::Act act, class P, class B, class A, class Current>
  void add_edit(Operation operation, Current current,
                Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&));

  std::vector<Endpoint> endpoints_;
};

// Adds the routes of all operations. REQUIRES: both live as long as the router.
void add_routes(const Api& api, net::Router& router, Context& context);

// As identify(); when the database does not say whose a key is, the answer to that.
boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify_safely(
    Context& context, const net::ServerRequest& request);

namespace detail {

using ChangeOutcome = Outcome<Changed<boost::json::value>>;
using Change = std::function<ChangeOutcome(db::Tx&)>;

// Runs a change once for its key (`Operation::key_use`), in `tx`.
ChangeOutcome change_once(db::Tx& tx, const Endpoint& endpoint, const net::ServerRequest& request,
                          const Caller& caller, base::Timestamp now, const Change& change);

// `change`, unless the caller's key has been revoked meanwhile.
ChangeOutcome change_as(db::Tx& tx, const Caller& caller, base::Timestamp now,
                        const Change& change);

// Does what follows a change that has been committed, and writes its answer.
net::ServerResponse finish_change(const Endpoint& endpoint, Context& context,
                                  const net::ServerRequest& request, const ChangeOutcome& outcome);

// Problems: a body where none is taken, another media type, fields that the answer has not, a
// broken or missing idempotency key.
Outcome<std::string> check_request(const Endpoint& endpoint, const net::ServerRequest& request);

template <class B>
Outcome<B> read_request_body(const Endpoint& endpoint, const net::ServerRequest& request) {
  if constexpr (std::same_as<B, Nothing>) {
    return Nothing{};
  } else if constexpr (std::same_as<B, File>) {
    return File{.media_type = std::string(request.headers.find("Content-Type").value_or("")),
                .bytes = request.body};
  } else if constexpr (std::same_as<B, Upload>) {
    return Upload{request.file};
  } else {
    auto body =
        json::parse_request<B>(request.body, {.size_bytes = endpoint.operation.body_bytes_max});
    return body ? Outcome<B>(*std::move(body)) : std::unexpected(invalid_body(body.error()));
  }
}

template <shop::Act act, class P, class B>
Outcome<Call<act, P, B>> read_call(const Endpoint& endpoint, Context& context,
                                   const net::ServerRequest& request,
                                   const net::PathParameters& path, const Caller& caller) {
  auto permit = shop::permit<act>(caller.actor);
  if (!permit) {
    return std::unexpected(Problem(kForbidden));
  }
  auto key = check_request(endpoint, request);
  if (!key) {
    return std::unexpected(std::move(key.error()));
  }
  auto parameters = read_parameters<P>(endpoint.operation.path, path, request.query);
  if (!parameters) {
    return std::unexpected(std::move(parameters.error()));
  }
  auto body = read_request_body<B>(endpoint, request);
  if (!body) {
    return std::unexpected(std::move(body.error()));
  }
  return Call<act, P, B>{
      *std::move(permit),
      *std::move(parameters),
      *std::move(body),
      context.clock.now(),
      context,
      *std::move(key),
      caller,
      std::string(language_of(request.headers.find("Accept-Language").value_or("")))};
}

template <class B>
Outcome<OpenCall<B>> read_open_call(const Endpoint& endpoint, const Context& context,
                                    const net::ServerRequest& request) {
  if (auto checked = check_request(endpoint, request); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  if (auto none = read_parameters<Nothing>(endpoint.operation.path, {}, request.query); !none) {
    return std::unexpected(std::move(none.error()));
  }
  auto body = read_request_body<B>(endpoint, request);
  return body ? Outcome<OpenCall<B>>({*std::move(body), context.clock.now(), request})
              : std::unexpected(std::move(body.error()));
}

template <class A>
Outcome<boost::json::value> encoded(const Outcome<A>& outcome) {
  return outcome ? Outcome<boost::json::value>(json::encode(*outcome))
                 : std::unexpected(outcome.error());
}

template <class A>
ChangeOutcome encoded_change(const Outcome<A>& outcome) {
  return outcome ? ChangeOutcome({.answer = json::encode(*outcome)})
                 : std::unexpected(outcome.error());
}

template <class A>
ChangeOutcome encoded_change(const Outcome<Changed<A>>& outcome) {
  return outcome ? ChangeOutcome(
                       {.answer = json::encode(outcome->answer), .follow_up = outcome->follow_up})
                 : std::unexpected(outcome.error());
}

inline net::ServerResponse write_outcome(const Endpoint& endpoint,
                                         const net::ServerRequest& request,
                                         const Outcome<boost::json::value>& outcome) {
  return outcome ? write_answer(endpoint, request, *outcome) : to_response(outcome.error());
}

// What the view says itself: `static constexpr std::array kUnversioned{"last_used_at"sv};`
template <class View>
std::vector<std::string_view> unversioned() {
  if constexpr (requires { View::kUnversioned; }) {
    return {View::kUnversioned.begin(), View::kUnversioned.end()};
  } else {
    return {};
  }
}

template <class A>
struct AnswerOf {
  using Type = A;
};
template <class A>
struct AnswerOf<Changed<A>> {
  using Type = A;
};

template <class A>
constexpr AnswerShape kShape = AnswerShape::object;
template <>
inline constexpr AnswerShape kShape<Nothing> = AnswerShape::nothing;
template <>
inline constexpr AnswerShape kShape<File> = AnswerShape::file;
template <class View>
constexpr AnswerShape kShape<List<View>> = AnswerShape::list;

}  // namespace detail

template <shop::Act act, class P, class B, class A>
Endpoint& Api::add(Operation operation) {
  Endpoint endpoint{.operation = std::move(operation), .act = act};
  endpoint.parameters = describe_parameters<P>(endpoint.operation.path);
  endpoint.is_upload = std::same_as<B, Upload>;
  endpoint.takes_file = std::same_as<B, File> || endpoint.is_upload;
  endpoint.takes_body = !std::same_as<B, Nothing>;
  if constexpr (!std::same_as<B, Nothing> && !std::same_as<B, File> && !std::same_as<B, Upload>) {
    endpoint.body_schema = json::schema_of<B>();
  }
  endpoint.shape = detail::kShape<A>;
  endpoint.unversioned = detail::unversioned<A>();
  if constexpr (!std::same_as<A, File>) {
    endpoint.answer_schema = json::schema_of<A>();
  }
  endpoints_.push_back(std::move(endpoint));
  return endpoints_.back();
}

template <shop::Act act, class P, class B, class A>
void Api::read(Operation operation, Outcome<A> (*answer)(db::Tx&, const Call<act, P, B>&)) {
  auto& added = add<act, P, B, A>(std::move(operation));
  added.serve = [answer](const Endpoint& endpoint, Context& context,
                         const net::ServerRequest& request, const net::PathParameters& path,
                         const Caller& caller) -> Response {
    const auto call = detail::read_call<act, P, B>(endpoint, context, request, path, caller);
    if (!call) {
      co_return to_response(call.error());
    }
    auto outcome = co_await context.database.read([&](db::Tx& tx) { return answer(tx, *call); });
    if constexpr (std::same_as<A, File>) {
      co_return outcome ? write_file(endpoint, *std::move(outcome)) : to_response(outcome.error());
    } else {
      co_return detail::write_outcome(endpoint, request, detail::encoded(outcome));
    }
  };
}

template <shop::Act act, class P, class B, class A>
void Api::write(Operation operation, Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&)) {
  auto& added = add<act, P, B, typename detail::AnswerOf<A>::Type>(std::move(operation));
  added.serve = [change](const Endpoint& endpoint, Context& context,
                         const net::ServerRequest& request, const net::PathParameters& path,
                         const Caller& caller) -> Response {
    const auto call = detail::read_call<act, P, B>(endpoint, context, request, path, caller);
    if (!call) {
      co_return to_response(call.error());
    }
    const auto outcome = co_await context.database.transact([&](db::Tx& tx) {
      return detail::change_as(tx, caller, call->now, [&](db::Tx& held) {
        return detail::change_once(held, endpoint, request, caller, call->now, [&](db::Tx& inner) {
          return detail::encoded_change(change(inner, *call));
        });
      });
    });
    co_return detail::finish_change(endpoint, context, request, outcome);
  };
}

template <shop::Act act, class P, class B, class A, class V>
void Api::edit(Operation operation, std::optional<V> (*current)(db::Tx&, const P&),
               Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&)) {
  add_edit<V, act, P, B, A>(
      std::move(operation),
      [current](db::Tx& tx, const Call<act, P, B>& call) { return current(tx, call.parameters); },
      change);
}

template <shop::Act act, class P, class B, class A, class V>
void Api::edit(Operation operation, std::optional<V> (*current)(db::Tx&, const Call<act, P, B>&),
               Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&)) {
  add_edit<V, act, P, B, A>(std::move(operation), current, change);
}

template <class V, shop::Act act, class P, class B, class A, class Current>
void Api::add_edit(Operation operation, Current current,
                   Outcome<A> (*change)(db::Tx&, const Call<act, P, B>&)) {
  auto& added = add<act, P, B, typename detail::AnswerOf<A>::Type>(std::move(operation));
  added.is_edit = true;
  added.unversioned = detail::unversioned<V>();
  added.serve = [current, change](
                    const Endpoint& endpoint, Context& context, const net::ServerRequest& request,
                    const net::PathParameters& path, const Caller& caller) -> Response {
    const auto call = detail::read_call<act, P, B>(endpoint, context, request, path, caller);
    if (!call) {
      co_return to_response(call.error());
    }
    const detail::Change change_current = [&](db::Tx& tx) -> detail::ChangeOutcome {
      const auto state = current(tx, *call);
      if (!state) {
        return std::unexpected(Problem(kNotFound));
      }
      if (auto checked = check_precondition(endpoint, request, json::encode(*state)); !checked) {
        return std::unexpected(std::move(checked.error()));
      }
      return detail::encoded_change(change(tx, *call));
    };
    const auto outcome = co_await context.database.transact(
        [&](db::Tx& tx) { return detail::change_as(tx, caller, call->now, change_current); });
    co_return detail::finish_change(endpoint, context, request, outcome);
  };
}

template <shop::Act act, class P, class B, class A>
void Api::serve(Operation operation,
                boost::asio::awaitable<Outcome<A>> (*answer)(Context&, Call<act, P, B>)) {
  auto& added = add<act, P, B, A>(std::move(operation));
  added.serve = [answer](const Endpoint& endpoint, Context& context,
                         const net::ServerRequest& request, const net::PathParameters& path,
                         const Caller& caller) -> Response {
    auto call = detail::read_call<act, P, B>(endpoint, context, request, path, caller);
    if (!call) {
      co_return to_response(call.error());
    }
    const auto outcome = co_await answer(context, *std::move(call));
    co_return detail::write_outcome(endpoint, request, detail::encoded(outcome));
  };
}

template <class B, class A>
void Api::serve_open(Operation operation,
                     boost::asio::awaitable<Outcome<Changed<A>>> (*answer)(Context&, OpenCall<B>)) {
  auto& added = add<shop::Act::sign_in, Nothing, B, A>(std::move(operation));
  added.is_open = true;
  added.serve = [answer](const Endpoint& endpoint, Context& context,
                         const net::ServerRequest& request, const net::PathParameters& /*path*/,
                         const Caller& /*nobody*/) -> Response {
    auto call = detail::read_open_call<B>(endpoint, context, request);
    if (!call) {
      co_return to_response(call.error());
    }
    const auto outcome = co_await answer(context, *std::move(call));
    co_return detail::finish_change(endpoint, context, request, detail::encoded_change(outcome));
  };
}

}  // namespace web
