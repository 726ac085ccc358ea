// Writes what the function of an operation returned.
#pragma once

#include <boost/json/value.hpp>

#include "net/core/http_message.h"
#include "web/operation/call.h"
#include "web/operation/operation.h"

namespace web {

// A strong validator (RFC 9110, 8.8.3) of a JSON value.
std::string etag_of(const boost::json::value& json);

// Whether the answer has the fields that the query wants; asked before anything is changed.
// Problems: it has not.
Outcome<void> check_fields(const Endpoint& endpoint, const net::Query& query);

// The JSON of an answer, only the wanted fields of it when the query names some. A list may be
// asked for as CSV (Accept: text/csv), one line for each item; then the cursor of the next part is
// in the header Link. An object has an ETag, and is answered 304 to whom has it already.
// REQUIRES: check_fields found nothing.
net::ServerResponse write_answer(const Endpoint& endpoint, const net::ServerRequest& request,
                                 const boost::json::value& json);

net::ServerResponse write_file(const Endpoint& endpoint, File file);

// Whether the precondition of an edit holds. Problems: 428 without If-Match, 412 when it names
// another state.
Outcome<void> check_precondition(const net::ServerRequest& request,
                                 const boost::json::value& current);

}  // namespace web
