#include "net/server/request_head.h"

#include <algorithm>
#include <utility>

#include "net/core/problem.h"
#include "net/server/local_request.h"

namespace net {
namespace {

std::string_view detail_for(int status) {
  if (status == 431) {
    return "The header of the request, or the framing of its body, is too large.";
  }
  if (status == 413) {
    return "The body of the request is too large.";
  }
  if (status == 417) {
    return "The only expectation that is met is 100-continue.";
  }
  if (status == 501) {
    return "The only transfer coding that is understood is chunked.";
  }
  if (status == 507) {
    return "There is no room to keep the body of the request; nothing of it was kept.";
  }
  if (status == 503) {
    return "Too much is being sent at the moment; try again shortly.";
  }
  return "The request does not follow HTTP.";
}

// What the request calls this server: the authority of its target or, without one, its Host.
std::string_view host_of(std::string_view target, const Headers& headers) {
  const auto path = without_authority(target);
  if (path.data() == target.data()) {
    return headers.find("Host").value_or("");
  }
  const auto start = target.find("://") + 3;
  return target.substr(start, target.find('/', start) - start);
}

}  // namespace

ServerResponse refusal_of(int status) {
  auto response = problem(status, detail_for(status));
  if (status == 503) {
    response.headers.set("Retry-After", "1");
  }
  return response;
}

ServerResponse failed_inside() { return problem(500, "The request failed inside."); }

std::string_view without_authority(std::string_view target) {
  const auto scheme_end = target.find("://");
  if (target.starts_with('/') || scheme_end == target.npos) {
    return target;
  }
  const auto slash = target.find('/', scheme_end + 3);
  return slash == target.npos ? "/" : target.substr(slash);
}

base::Result<ServerRequest> make_request(std::string method, std::string_view target,
                                         Headers headers, std::optional<base::IpAddress> peer) {
  const auto path = without_authority(target);
  const auto question = std::min(path.find('?'), path.size());
  auto query = Query::parse(path.substr(std::min(question + 1, path.size())));
  if (!query) {
    return std::unexpected(query.error());
  }
  const bool is_local = peer && peer->is_loopback() && is_loopback_host(host_of(target, headers)) &&
                        !is_passed_on(headers);
  return ServerRequest{.method = std::move(method),
                       .path = std::string(path.substr(0, question)),
                       .query = *std::move(query),
                       .headers = std::move(headers),
                       .body = "",
                       .peer = peer,
                       .is_local = is_local};
}

}  // namespace net
