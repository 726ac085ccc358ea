// What the header of a request says. Internal to net/server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "net/core/http_message.h"

namespace net {

// The answer with that status to a request that is not read to its end.
ServerResponse refusal_of(int status);
ServerResponse failed_inside();

// The path and query of an origin-form or absolute-form target (RFC 9112, 3.2).
std::string_view without_authority(std::string_view target);

// A request without its body; `target` is as it came. Errors (invalid): the query.
base::Result<ServerRequest> make_request(std::string method, std::string_view target,
                                         Headers headers, std::optional<base::IpAddress> peer);

}  // namespace net
