#include "sandbox/api/bot_call.h"

#include <utility>

#include "json/json.h"
#include "sandbox/api/multipart.h"

namespace sandbox {
namespace {

using Failure = std::optional<ApiError>;

ApiError malformed(const std::string& what) { return bad_request(what).error(); }

Failure read_json(std::string_view body, BotCall& call) {
  auto json = json::parse_value(body);
  if (!json || !json->is_object()) {
    return malformed("can't parse request body as JSON object");
  }
  for (auto& [field, value] : json->get_object()) {
    call.params[field] = std::move(value);
  }
  return std::nullopt;
}

Failure read_form(std::string_view body, BotCall& call) {
  const auto form = net::Query::parse(body);
  if (!form) {
    return malformed("can't parse request body as form");
  }
  for (const auto& [field, value] : *form) {
    call.params[field] = value;
  }
  call.is_form = true;
  return std::nullopt;
}

// A file that no text refers to as attach://NAME becomes the parameter of its own name.
void name_unattached_files(BotCall& call) {
  const std::string texts = boost::json::serialize(call.params);
  for (const auto& [name, unused] : call.files) {
    const std::string reference = "attach://" + name;
    if (texts.find(reference) == std::string::npos) {
      call.params[name] = reference;
    }
  }
}

Failure read_multipart(std::string_view body, std::string_view boundary, BotCall& call) {
  auto parts = parse_multipart(body, boundary);
  if (!parts) {
    return malformed("can't parse request body as multipart/form-data");
  }
  for (Part& part : *parts) {
    if (part.file_name.empty()) {
      call.params[part.name] = part.body;
      continue;
    }
    call.files[part.name] = {std::move(part.file_name), std::move(part.content_type),
                             std::move(part.body)};
  }
  call.is_form = true;
  name_unattached_files(call);
  return std::nullopt;
}

Failure read_body(const net::Headers& headers, std::string_view body, BotCall& call) {
  const std::string_view type = headers.find("Content-Type").value_or("");
  if (const std::optional<std::string> boundary = multipart_boundary(type)) {
    return read_multipart(body, *boundary, call);
  }
  if (type.starts_with("application/json")) {
    return read_json(body, call);
  }
  if (type.starts_with("application/x-www-form-urlencoded")) {
    return read_form(body, call);
  }
  return body.empty() ? std::nullopt
                      : Failure(malformed("unsupported Content-Type of the request"));
}

}  // namespace

std::optional<std::int64_t> BotCall::integer(std::string_view field) const {
  const boost::json::value* value = params.if_contains(field);
  return value ? std::optional(value->to_number<std::int64_t>()) : std::nullopt;
}

std::string BotCall::text(std::string_view field) const {
  const boost::json::value* value = params.if_contains(field);
  return value ? std::string(value->as_string()) : "";
}

bool BotCall::flag(std::string_view field) const {
  const boost::json::value* value = params.if_contains(field);
  return value && value->as_bool();
}

const boost::json::object* BotCall::object(std::string_view field) const {
  const boost::json::value* value = params.if_contains(field);
  return value ? &value->as_object() : nullptr;
}

std::expected<BotCall, ApiError> read_call(std::string_view method,
                                           const net::ServerRequest& request) {
  BotCall call;
  call.method = method;
  for (const auto& [field, value] : request.query) {
    call.params[field] = value;
    call.is_form = true;
  }
  if (const Failure failure = read_body(request.headers, request.body, call)) {
    return std::unexpected(*failure);
  }
  return call;
}

std::expected<std::optional<BotCall>, ApiError> read_reply(const net::HttpResponse& response) {
  if (response.body.empty()) {
    return std::nullopt;
  }
  BotCall call;
  if (const Failure failure = read_body(response.headers, response.body, call)) {
    return std::unexpected(*failure);
  }
  const boost::json::value* method = call.params.if_contains("method");
  if (!method || !method->is_string()) {
    return std::unexpected(malformed("the response names no method"));
  }
  call.method = method->as_string();
  call.params.erase("method");
  return call;
}

}  // namespace sandbox
