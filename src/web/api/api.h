// What the calls of the HTTP API share.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <functional>
#include <string>

#include "json/json.h"
#include "net/core/http_message.h"
#include "net/core/problem.h"
#include "net/server/router.h"
#include "shop/core/acts/permit.h"
#include "shop/core/page.h"
#include "web/api/context.h"
#include "web/api/copy_fields.h"

namespace web {

// The authenticated sender of a call.
struct Caller {
  shop::Actor actor;
};

using Response = boost::asio::awaitable<net::ServerResponse>;
using ApiHandler =
    std::function<Response(const net::ServerRequest&, const net::PathParameters&, const Caller&)>;

// Calls `handler` for callers with the owner's credentials, answers others with 401 or 429, and
// turns a database failure into 503.
net::RouteHandler guarded(Context& context, ApiHandler handler);

// The same for an act; callers who may not do it get 403.
template <shop::Act act>
using ActHandler = std::function<Response(const net::ServerRequest&, const net::PathParameters&,
                                          const shop::Permit<act>&)>;
template <shop::Act act>
net::RouteHandler guarded(Context& context, ActHandler<act> handler);
net::ServerResponse forbidden();

// What the body of a call may be.
constexpr std::size_t kBodyBytesMax = 1'000'000;

// Lets callers with the owner's credentials send a body, and answers others as `guarded` does,
// before a byte of it is read.
net::Gate owners_only(Context& context);

// The decoded body. Errors (invalid): not JSON, or a field that is wrong, missing or unknown.
template <class T>
base::Result<T> read_body(const net::ServerRequest& request);

// {"items":[…],"total":N}, each item as a View.
template <class View, class T>
net::ServerResponse list_response(const shop::Listing<T>& listing);

// Errors (invalid): the request does not say that it carries JSON. Such a request may be a form
// that another web site sends with the browser's stored password.
base::Result<void> check_content_type(const net::ServerRequest& request);

void add_discount_routes(net::Router& router, Context& context);
void add_order_routes(net::Router& router, Context& context);
void add_product_routes(net::Router& router, Context& context);
void add_user_routes(net::Router& router, Context& context);

template <shop::Act act>
net::RouteHandler guarded(Context& context, ActHandler<act> handler) {
  return guarded(context,
                 [handler = std::move(handler)](const net::ServerRequest& request,
                                                const net::PathParameters& parameters,
                                                const Caller& caller) -> Response {
                   const auto permit = shop::permit<act>(caller.actor);
                   co_return permit ? co_await handler(request, parameters, *permit) : forbidden();
                 });
}

template <class T>
base::Result<T> read_body(const net::ServerRequest& request) {
  if (auto checked = check_content_type(request); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  return json::parse<T>(request.body, json::Strictness::strict, {.size_bytes = kBodyBytesMax});
}

template <class View, class T>
net::ServerResponse list_response(const shop::Listing<T>& listing) {
  boost::json::array items;
  items.reserve(listing.items.size());
  for (const auto& item : listing.items) {
    items.push_back(json::encode(copy_fields<View>(item)));
  }
  const boost::json::object body{{"items", std::move(items)}, {"total", listing.total}};
  return net::json_response(200, boost::json::serialize(body));
}

}  // namespace web
