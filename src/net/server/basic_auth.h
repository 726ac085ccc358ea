// HTTP Basic authentication (RFC 7617): the syntax only; callers check the credentials.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/core/http_message.h"

namespace net {

struct Credentials {
  std::string username;
  std::string password;
};

// The credentials in the Authorization field, or nothing when it is missing, malformed or of
// another scheme.
std::optional<Credentials> basic_credentials(const ServerRequest& request);

// The value of the Authorization field for them. REQUIRES: no colon in the user name.
std::string basic_authorization(const Credentials& credentials);

// 401 as a problem document, with the challenge that makes browsers ask for credentials.
ServerResponse unauthorized(std::string_view realm);

}  // namespace net
