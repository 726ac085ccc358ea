// Writes what the function of an operation returned.
#pragma once

#include <boost/json/value.hpp>

#include "net/core/http_message.h"
#include "web/operation/call.h"
#include "web/operation/operation.h"

namespace web {

// Names the state of an object that edits change: what changes by itself (Endpoint::unversioned) is
// left out, so that it makes no edit stale.
std::string etag_of(const Endpoint& endpoint, const boost::json::value& json);

// Whether If-None-Match is answered with 304.
bool may_be_known(const Endpoint& endpoint);
// Whether the answer says where the new thing is shown.
bool has_location(const Endpoint& endpoint);

// Whether the answer has the fields that the query wants; asked before anything is changed.
// Problems: it has not.
Outcome<void> check_fields(const Endpoint& endpoint, const net::Query& query);

// The JSON of an answer, only the wanted fields of it when the query names some. A list may be
// asked for as CSV (Accept: text/csv), one line for each item; then the cursor of the next part is
// in the header Link. An object has an ETag; one that changes only by edits is answered 304 to whom
// has it already.
// REQUIRES: check_fields found nothing.
net::ServerResponse write_answer(const Endpoint& endpoint, const net::ServerRequest& request,
                                 const boost::json::value& json);

net::ServerResponse write_file(const Endpoint& endpoint, File file);

// Whether the precondition of an edit holds. Problems: 428 without If-Match, 412 when it names
// another state.
Outcome<void> check_precondition(const Endpoint& endpoint, const net::ServerRequest& request,
                                 const boost::json::value& current);

}  // namespace web
