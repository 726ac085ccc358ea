// Errors of the HTTP API as problem documents (RFC 9457).
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "base/error.h"
#include "net/core/http_message.h"

namespace net {

// {"type":"about:blank","title":"Not Found","status":404,"detail":"…","code":"not_found"} and the
// members of `extra`, whose `code` is the one that counts.
ServerResponse problem(int status, std::string_view detail, const boost::json::object& extra = {});

// The status that fits the kind. The detail is the message, except for `internal`, whose message is
// for the log only.
ServerResponse problem(const base::Error& error);

}  // namespace net
