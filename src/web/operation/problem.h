// What the API answers instead of what was asked for: problem documents (RFC 9457).
#pragma once

#include <boost/json/object.hpp>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "json/json.h"
#include "net/core/http_message.h"

namespace web {

// A problem that an operation may answer with. One constant each, named by the operations that use
// it, so that the document lists it.
struct ProblemKind {
  int status = 400;
  std::string_view code;    // for programs: "not_enough_money"
  std::string_view detail;  // for people: "The balance would be below zero."
};

// What is wrong with one value of a request.
struct ValueError {
  std::string pointer;         // into the body (RFC 6901), "" for all of it; or "" with a parameter
  std::string parameter = {};  // of the path or the query, or a header
  std::string code;            // "invalid", "missing", "unknown", …
  std::string detail;          // what would be right: "must be a whole number"
};

struct Problem {
  int status = 400;
  std::string code;
  std::string detail;
  std::vector<ValueError> errors = {};
  boost::json::object extra = {};  // further members of the document
  net::Headers headers = {};       // of the answer

  Problem(const ProblemKind& kind) : status(kind.status), code(kind.code), detail(kind.detail) {}
  Problem(int status_code, std::string problem_code, std::string text)
      : status(status_code), code(std::move(problem_code)), detail(std::move(text)) {}

  // The same about a field of the body: "amount".
  Problem at(std::string_view field) &&;
};

template <class T>
using Outcome = std::expected<T, Problem>;

// Of every operation, as they apply to it.
inline constexpr ProblemKind kInvalidRequest{400, "invalid_request", "The request is not valid."};
inline constexpr ProblemKind kUnauthorized{401, "unauthorized",
                                           "Sign in with good credentials of this server."};
inline constexpr ProblemKind kForbidden{403, "forbidden",
                                        "Your role does not allow this; an owner can."};
inline constexpr ProblemKind kCrossSite{
    403, "cross_site", "A page of another site sent this; only the shop's own may."};
inline constexpr ProblemKind kBadToken{
    403, "bad_csrf_token",
    "Send the header X-CSRF-Token with the `csrf_token` of GET /api/session."};
inline constexpr ProblemKind kNotFound{404, "not_found", "There is no such thing."};
inline constexpr ProblemKind kKeyConflict{409, "idempotency_key_conflict",
                                          "This Idempotency-Key was used for another request."};
inline constexpr ProblemKind kNoKey{
    400, "no_idempotency_key",
    "The header Idempotency-Key must be 1 to 200 printable characters without blanks, new for each "
    "request that is not a repeat."};
inline constexpr ProblemKind kStale{412, "stale",
                                    "It has changed since you read it; read it again."};
inline constexpr ProblemKind kTooLarge{413, "too_large", "The body is too large."};
inline constexpr ProblemKind kEncodedBody{415, "encoded_body",
                                          "Send the body as it is, without `Content-Encoding`."};
inline constexpr ProblemKind kNoRoom{
    507, "no_room", "There is no room to keep the body of the request; nothing of it was kept."};
inline constexpr ProblemKind kNoPrecondition{
    428, "no_precondition", "Send `If-Match` with the `ETag` of what you have read."};
inline constexpr ProblemKind kUnavailable{
    503, "unavailable", "The database does not answer at the moment; try again later."};
inline constexpr ProblemKind kTooManyRequests{429, "too_many_requests",
                                              "Too many requests; try again shortly."};

// Of several operations that move money.
inline constexpr ProblemKind kTooMuchMoney{409, "too_much_money",
                                           "The balance would be higher than the shop can keep."};

// A body that is not as its schema says.
Problem invalid_body(const json::Fault& fault);
// A field of the body, "amount", with a sentence of its own.
Problem invalid_field(std::string_view field, std::string sentence);
// The same: "`amount` must be …."
Problem invalid_value(std::string_view field, std::string_view demand);
// A parameter of the path, the query or the header that is not as it must be: "must be …".
Problem invalid_parameter(std::string name, std::string demand, std::string code = "invalid");
// Of a kind that shop/ or base/ words itself.
Problem problem_of(const base::Error& error);

net::ServerResponse to_response(const Problem& problem);

}  // namespace web
