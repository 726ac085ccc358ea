#include "net/server/router.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "net/core/problem.h"

namespace net {
namespace {

bool fits_method(std::string_view route, std::string_view request) {
  return route == request || (route == "GET" && request == "HEAD");
}

}  // namespace

const std::string& PathParameters::at(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, [](const auto& pair) { return pair.first; });
  base::check(found != values_.end(), "the path template has the parameter");
  return found->second;
}

std::optional<std::int64_t> PathParameters::id(std::string_view name) const {
  const std::string& text = at(name);
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id <= 0) {
    return std::nullopt;
  }
  return id;
}

void Router::add(std::string method, std::string_view path_template, RouteHandler handler,
                 Gate gate) {
  base::check(path_template.starts_with('/'), "a path template begins with a slash");
  Route route{.method = std::move(method),
              .segments = {},
              .handler = std::move(handler),
              .gate = std::move(gate)};
  for (const auto part : base::split(path_template.substr(1), '/')) {
    const auto brace = part.find('{');
    Segment segment{.literal = std::string(part.substr(0, brace)), .parameter = ""};
    if (brace != part.npos) {
      base::check(part.ends_with('}'), "a parameter ends its segment of a path template");
      std::string_view name = part.substr(brace + 1, part.size() - brace - 2);
      segment.takes_rest = name.ends_with("...");
      if (segment.takes_rest) {
        name.remove_suffix(3);
      }
      segment.parameter = name;
    }
    route.segments.push_back(std::move(segment));
  }
  routes_.push_back(std::move(route));
}

std::optional<PathParameters> Router::match(const Route& route, std::string_view path) {
  if (!path.starts_with('/')) {
    return std::nullopt;
  }
  PathParameters parameters;
  std::string_view rest = path.substr(1);
  bool is_at_end = false;
  for (const auto& segment : route.segments) {
    if (is_at_end) {
      return std::nullopt;
    }
    const auto slash = segment.takes_rest ? rest.npos : rest.find('/');
    std::string_view part = rest.substr(0, slash);
    is_at_end = slash == rest.npos;
    rest.remove_prefix(is_at_end ? rest.size() : slash + 1);

    if (!part.starts_with(segment.literal)) {
      return std::nullopt;
    }
    part.remove_prefix(segment.literal.size());
    if (segment.parameter.empty()) {
      if (!part.empty()) {
        return std::nullopt;
      }
      continue;
    }
    if (part.empty() && !segment.takes_rest) {
      return std::nullopt;
    }
    auto value = percent_decode(part);
    if (!value) {
      return std::nullopt;
    }
    parameters.values_.emplace_back(segment.parameter, std::move(*value));
  }
  if (!is_at_end) {
    return std::nullopt;
  }
  return parameters;
}

std::expected<Router::Match, ServerResponse> Router::find(const ServerRequest& request) const {
  std::string allowed;
  for (const auto& route : routes_) {
    auto parameters = match(route, request.path);
    if (!parameters) {
      continue;
    }
    if (fits_method(route.method, request.method)) {
      return Match{&route, *std::move(parameters)};
    }
    if (allowed.contains(route.method)) {
      continue;
    }
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  if (allowed.empty()) {
    return std::unexpected(problem(404, "There is nothing at this address."));
  }
  auto response = problem(405, "This address takes only " + allowed + ".");
  response.headers.set("Allow", allowed);
  return std::unexpected(std::move(response));
}

boost::asio::awaitable<ServerResponse> Router::operator()(const ServerRequest& request) const {
  auto found = find(request);
  if (!found) {
    co_return std::move(found.error());
  }
  co_return co_await found->route->handler(request, found->parameters);
}

boost::asio::awaitable<Admission> Router::admit(const ServerRequest& head) const {
  auto found = find(head);
  if (!found) {
    co_return std::unexpected(std::move(found.error()));
  }
  co_return co_await found->route->gate(head);
}

}  // namespace net
