// Which handler answers which path.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/core/http_message.h"

namespace net {

// The values of a template's parameters, percent-decoded.
class PathParameters {
 public:
  // REQUIRES: the template has `{name}`.
  const std::string& at(std::string_view name) const;
  // A positive id, or nothing when the segment is anything else.
  std::optional<std::int64_t> id(std::string_view name) const;

 private:
  friend class Router;
  std::vector<std::pair<std::string, std::string>> values_;
};

using RouteHandler = std::function<boost::asio::awaitable<ServerResponse>(const ServerRequest&,
                                                                          const PathParameters&)>;

// Templates are literal segments, `{name}` for one segment, `prefix{name}` for the rest of one, and
// at the end `{name...}` for the rest, which may be empty or have slashes:
//
//   router.add("GET", "/api/products/{id}", …);
//   router.add("POST", "/bot{token}/{method}", …);
//   router.add("GET", "/{path...}", …);
//
// Of several that fit, the route that was added first wins. HEAD is answered by the GET route. A
// path that fits no template gets 404, one that fits only with another method 405 with `Allow`,
// both as problem documents.
class Router {
 public:
  // What a body of a route may be, unless `gate` says otherwise: no call needs more.
  static constexpr std::size_t kBodyBytesMax = 16'384;

  // `gate` is asked before the body of a request for this route is read.
  void add(std::string method, std::string_view path_template, RouteHandler handler,
           Gate gate = bodies_up_to(kBodyBytesMax));

  // Is a net::Handler. REQUIRES: the router outlives the coroutine.
  boost::asio::awaitable<ServerResponse> operator()(const ServerRequest& request) const;
  // Is a net::Gate: what the route's says; 404 or 405 when there is none. REQUIRES: as above.
  boost::asio::awaitable<Admission> admit(const ServerRequest& head) const;

 private:
  struct Segment {
    std::string literal;    // the segment, or its beginning when it has a parameter
    std::string parameter;  // "" for none
    bool takes_rest = false;
  };
  struct Route {
    std::string method;
    std::vector<Segment> segments;
    RouteHandler handler;
    Gate gate;
  };
  struct Match {
    const Route* route;
    PathParameters parameters;
  };

  static std::optional<PathParameters> match(const Route& route, std::string_view path);
  // The route for a request, or the answer when there is none.
  std::expected<Match, ServerResponse> find(const ServerRequest& request) const;

  std::vector<Route> routes_;
};

}  // namespace net
