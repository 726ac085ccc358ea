#include "web/operation/openapi.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <string>

#include <fmt/format.h>

#include "base/enum_text.h"
#include "base/text.h"
#include "web/core/session_cookie.h"

namespace web {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::string_view kIntroduction =
    "The REST API of a shop. A person signs in with a user name and a password (Basic), a program "
    "with a key that an owner has made for it: `POST /api/keys` answers its secret, which is sent "
    "as `Authorization: Bearer kram_…`. Each call says the lowest role that may send it: "
    "`support`, "
    "`manager` or `owner`.\n\n"
    "A unit is one thing to sell, with what its buyer gets. An offer is the unsold units that are "
    "alike: of the same place, name, price and discount. The id of any of its units names it.\n\n"
    "Requests and answers are JSON. Amounts are text such as `\"79.50\"`, times are RFC 3339 in "
    "UTC, "
    "what is empty is left out. Lists go on behind `next` with `after`, and are lines for a "
    "spreadsheet with `Accept: text/csv`.\n\n"
    "With an `Idempotency-Key` of your own a request may be sent again when the answer was lost: "
    "it "
    "is done once. An edit needs `If-Match` with the `ETag` that the call which shows the same "
    "answers.\n\n"
    "Errors are problem documents (RFC 9457) with a `code`, and `errors` where single values are "
    "wrong. Too many requests are answered 429 with `Retry-After`; `RateLimit-Remaining` says how "
    "many are left.";
constexpr std::string_view kProblemSchema = "#/components/schemas/Problem";

// Of a method, as the document's keys are written.
std::string lowercase(std::string_view method) {
  std::string lower(method);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return lower;
}

object reference(std::string_view to) { return {{"$ref", to}}; }

std::string_view note_of(const Operation& operation, std::string_view name) {
  const auto note = std::ranges::find(operation.notes, name, &Note::name);
  return note == operation.notes.end() ? std::string_view() : note->text;
}

// Puts the notes of an operation beside the fields that they are of, at any depth.
void annotate(boost::json::value& schema, const Operation& operation) {
  auto* found = schema.if_object();
  if (!found) {
    return;
  }
  if (auto* properties = found->if_contains("properties")) {
    for (auto& [name, field] : properties->as_object()) {
      annotate(field, operation);
      if (const auto text = note_of(operation, name); !text.empty()) {
        field.as_object().emplace("description", text);
      }
    }
  }
  if (auto* items = found->if_contains("items")) {
    annotate(*items, operation);
  }
}

boost::json::value annotated(object schema, const Operation& operation) {
  boost::json::value value(std::move(schema));
  annotate(value, operation);
  return value;
}

object parameter(std::string_view name, std::string_view in, bool is_required, object schema,
                 std::string_view description) {
  object described{
      {"name", name}, {"in", in}, {"required", is_required}, {"schema", std::move(schema)}};
  if (!description.empty()) {
    described.emplace("description", description);
  }
  return described;
}

object text_schema() { return {{"type", "string"}}; }

array parameters_of(const Endpoint& endpoint) {
  const auto& operation = endpoint.operation;
  array list;
  for (const auto& known : endpoint.parameters) {
    list.push_back(parameter(known.name, known.is_in_path ? "path" : "query", known.is_required,
                             known.schema, note_of(operation, known.name)));
  }
  if (endpoint.shape == AnswerShape::object || endpoint.shape == AnswerShape::list) {
    list.push_back(parameter("fields", "query", false, text_schema(),
                             "The fields that you want, with commas: `id,name`."));
  }
  if (operation.key_use != KeyUse::none) {
    list.push_back(parameter("Idempotency-Key", "header", operation.key_use == KeyUse::required,
                             text_schema(),
                             "Your own name for this request. The same key with the same request "
                             "is answered with the first answer."));
  }
  if (may_be_known(endpoint)) {
    list.push_back(parameter("If-None-Match", "header", false, text_schema(),
                             "The `ETag` of what you have: answered 304 while it is the same."));
  }
  if (endpoint.is_edit) {
    list.push_back(
        parameter("If-Match", "header", true, text_schema(), "The `ETag` of what you have read."));
  }
  return list;
}

constexpr std::string_view kQuotaHeaders[] = {"RateLimit-Limit", "RateLimit-Policy",
                                              "RateLimit-Remaining", "RateLimit-Reset"};

object headers_of(const Endpoint& endpoint, int status) {
  std::vector<std::string_view> names;
  // Who is not known has no quota, but where nobody is.
  if (status != 401 || endpoint.is_open) {
    names.assign(std::begin(kQuotaHeaders), std::end(kQuotaHeaders));
  }
  if (status == 401) {
    names.push_back("WWW-Authenticate");
  }
  if (status == 429) {
    names.push_back("Retry-After");
  }
  if (status < 400 && endpoint.shape == AnswerShape::object) {
    names.push_back("ETag");
  }
  if ((status == 201 || status == 202) && has_location(endpoint)) {
    names.push_back("Location");
  }
  if (status < 400 && endpoint.shape == AnswerShape::list) {
    names.push_back("Link");
  }
  object headers;
  for (const auto name : names) {
    headers.emplace(name, reference(fmt::format("#/components/headers/{}", name)));
  }
  return headers;
}

object media(std::string_view type, object schema) {
  return {{type, object{{"schema", std::move(schema)}}}};
}

object files(const Operation& operation) {
  object content;
  for (const auto type : operation.media_types) {
    content.emplace(type, object{{"schema", object{}}});
  }
  return content;
}

object request_body(const Endpoint& endpoint) {
  auto content = endpoint.takes_file
                     ? files(endpoint.operation)
                     : media("application/json",
                             annotated(endpoint.body_schema, endpoint.operation).as_object());
  if (const auto example = endpoint.operation.example; !example.empty()) {
    content.at("application/json").as_object().emplace("example", boost::json::parse(example));
  }
  return {{"required", true}, {"content", std::move(content)}};
}

int status_of(const Endpoint& endpoint) {
  return endpoint.shape == AnswerShape::nothing ? 204 : endpoint.operation.status;
}

object success(const Endpoint& endpoint) {
  object answer{{"description", "It worked."},
                {"headers", headers_of(endpoint, status_of(endpoint))}};
  switch (endpoint.shape) {
    case AnswerShape::nothing:
      break;
    case AnswerShape::file:
      answer.emplace("content", files(endpoint.operation));
      break;
    case AnswerShape::list:
    case AnswerShape::object: {
      auto content = media("application/json",
                           annotated(endpoint.answer_schema, endpoint.operation).as_object());
      if (endpoint.shape == AnswerShape::list) {
        content.emplace("text/csv", object{{"schema", text_schema()}});
      }
      answer.emplace("content", std::move(content));
      break;
    }
  }
  return answer;
}

// The problems that an operation may answer with, those of all operations among them.
std::vector<ProblemKind> problems_of(const Endpoint& endpoint) {
  std::vector<ProblemKind> kinds{kInvalidRequest, kTooManyRequests, kUnavailable};
  if (!endpoint.is_open) {
    kinds.insert(kinds.end(), {kUnauthorized, kForbidden});
  }
  if (endpoint.operation.method != "GET") {
    kinds.push_back(kCrossSite);
    if (!endpoint.is_open) {
      kinds.push_back(kBadToken);
    }
  }
  if (std::ranges::any_of(endpoint.parameters, &ParameterDescription::is_in_path)) {
    kinds.push_back(kNotFound);
  }
  if (endpoint.takes_body) {
    kinds.push_back(kTooLarge);
    kinds.push_back(kEncodedBody);
  }
  if (endpoint.is_upload) {
    kinds.push_back(kNoRoom);
  }
  if (endpoint.is_edit) {
    kinds.push_back(kNoPrecondition);
    kinds.push_back(kStale);
  }
  if (endpoint.operation.key_use != KeyUse::none) {
    kinds.push_back(kNoKey);
    kinds.push_back(kKeyConflict);
  }
  kinds.insert(kinds.end(), endpoint.operation.problems.begin(), endpoint.operation.problems.end());
  return kinds;
}

void add_problems(object& responses, const Endpoint& endpoint) {
  std::map<int, std::string> texts;
  for (const auto& kind : problems_of(endpoint)) {
    texts[kind.status] +=
        fmt::format("{}`{}`: {}", texts[kind.status].empty() ? "" : "\n\n", kind.code, kind.detail);
  }
  for (const auto& [status, text] : texts) {
    responses.emplace(
        std::to_string(status),
        object{{"description", text},
               {"headers", headers_of(endpoint, status)},
               {"content", media("application/problem+json", reference(kProblemSchema))}});
  }
}

object describe(const Endpoint& endpoint) {
  const auto& operation = endpoint.operation;
  object responses;
  responses.emplace(std::to_string(status_of(endpoint)), success(endpoint));
  if (may_be_known(endpoint)) {
    responses.emplace("304", object{{"description", "You have it already."},
                                    {"headers", headers_of(endpoint, 304)}});
  }
  add_problems(responses, endpoint);
  const auto role = endpoint.is_open
                        ? "Needs no credentials."
                        : fmt::format("Role: {}.", boost::describe::enum_to_string(
                                                       shop::needed_for(endpoint.act), ""));
  auto description =
      fmt::format("{}{}{}", operation.details, operation.details.empty() ? "" : "\n\n", role);
  object described{{"operationId", operation.id},
                   {"tags", array{boost::json::value(operation.subject)}},
                   {"summary", operation.summary},
                   {"description", std::move(description)},
                   {"parameters", parameters_of(endpoint)},
                   {"responses", std::move(responses)}};
  if (endpoint.is_open) {
    described.emplace("security", array());
  }
  if (endpoint.takes_body) {
    described.emplace("requestBody", request_body(endpoint));
  }
  return described;
}

object problem_schema() {
  const object error{
      {"type", "object"},
      {"required", array{"code", "detail"}},
      {"properties",
       object{{"pointer", object{{"type", "string"}, {"description", "Into the body (RFC 6901)."}}},
              {"parameter", object{{"type", "string"},
                                   {"description", "Of the path, the query or the header."}}},
              {"code", text_schema()},
              {"detail", text_schema()}}}};
  return {
      {"type", "object"},
      {"required", array{"type", "title", "status", "detail", "code"}},
      {"properties", object{{"type", text_schema()},
                            {"title", text_schema()},
                            {"status", object{{"type", "integer"}}},
                            {"detail", object{{"type", "string"}, {"description", "For people."}}},
                            {"code", object{{"type", "string"}, {"description", "For programs."}}},
                            {"errors", object{{"type", "array"}, {"items", error}}}}}};
}

object header(bool is_required, std::string_view type, std::string_view description) {
  return {
      {"required", is_required}, {"schema", object{{"type", type}}}, {"description", description}};
}

object headers() {
  return {{"RateLimit-Limit", header(false, "integer", "How many requests may come at once.")},
          {"RateLimit-Policy", header(false, "string", "`60;w=3`: 60 requests in 3 seconds.")},
          {"RateLimit-Remaining", header(false, "integer", "How many may still come at once.")},
          {"RateLimit-Reset", header(false, "integer", "In how many seconds all may come again.")},
          {"Retry-After", header(true, "integer", "In how many seconds to try again.")},
          {"WWW-Authenticate", header(true, "string", "How to sign in (RFC 7617, RFC 6750).")},
          {"ETag", header(true, "string", "Of what edits change; for `If-Match`.")},
          {"Location", header(true, "string", "The path under which it is shown.")},
          {"Link", header(false, "string", "The next part of the list: `<…>; rel=\"next\"`.")}};
}

object security_schemes() {
  return {{"password", object{{"type", "http"}, {"scheme", "basic"}}},
          {"key", object{{"type", "http"}, {"scheme", "bearer"}}},
          {"session", object{{"type", "apiKey"},
                             {"in", "cookie"},
                             {"name", kSessionCookie},
                             {"description",
                              "Of `POST /api/session`. What changes something also sends the "
                              "header `X-CSRF-Token` of `GET /api/session`."}}}};
}

}  // namespace

boost::json::object openapi_document(const Api& api, std::string_view version) {
  object paths;
  for (const auto& endpoint : api.endpoints()) {
    auto& path = paths[endpoint.operation.path];
    if (!path.is_object()) {
      path = object();
    }
    path.as_object().emplace(lowercase(endpoint.operation.method), describe(endpoint));
  }
  return {{"openapi", "3.1.0"},
          {"info", object{{"title", "Kram"}, {"version", version}, {"description", kIntroduction}}},
          {"paths", std::move(paths)},
          {"components", object{{"schemas", object{{"Problem", problem_schema()}}},
                                {"headers", headers()},
                                {"securitySchemes", security_schemes()}}},
          {"security", array{object{{"password", array()}}, object{{"key", array()}},
                             object{{"session", array()}}}}};
}

}  // namespace web
