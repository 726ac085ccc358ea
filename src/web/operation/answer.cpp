#include "web/operation/answer.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/money.h"
#include "base/text.h"
#include "net/core/digest.h"
#include "shop/core/record_text.h"
#include "web/operation/parameters.h"
#include "web/operation/preference.h"

namespace web {
namespace {

constexpr std::size_t kEtagDigits = 32;
constexpr std::string_view kCsv = "text/csv";
constexpr std::string_view kJson = "application/json";

// Of an object, or of an item of a list; none of other answers.
std::vector<std::string_view> fields_of(const Endpoint& endpoint) {
  const auto* schema = &endpoint.answer_schema;
  if (endpoint.shape == AnswerShape::list) {
    schema = &schema->at("properties").at("items").at("items").as_object();
  }
  std::vector<std::string_view> fields;
  if (const auto* properties = schema->if_contains("properties")) {
    for (const auto& [name, unused] : properties->as_object()) {
      fields.push_back(name);
    }
  }
  return fields;
}

// The fields that the query names, or all.
std::vector<std::string_view> wanted_fields(const Endpoint& endpoint, const net::Query& query) {
  const auto text = query.find(kFieldsParameter);
  return !text || text->empty() ? fields_of(endpoint) : base::split(*text, ',');
}

boost::json::object only(const boost::json::object& object,
                         const std::vector<std::string_view>& wanted) {
  boost::json::object chosen;
  for (const auto name : wanted) {
    if (const auto* value = object.if_contains(name)) {
      chosen.emplace(name, *value);
    }
  }
  return chosen;
}

boost::json::value only(const Endpoint& endpoint, const boost::json::value& json,
                        const std::vector<std::string_view>& wanted) {
  if (endpoint.shape != AnswerShape::list) {
    return only(json.as_object(), wanted);
  }
  auto list = json.as_object();
  for (auto& item : list.at("items").as_array()) {
    item = only(item.as_object(), wanted);
  }
  return list;
}

// Amounts are written as they are, also negative ones: a spreadsheet reads them as numbers.
std::string csv_of(const boost::json::value* value) {
  if (!value || value->is_null()) {
    return "";
  }
  if (const auto* text = value->if_string()) {
    return base::Money::parse(*text) ? std::string(*text) : shop::csv_field(*text);
  }
  return value->is_structured() ? shop::csv_field(boost::json::serialize(*value))
                                : boost::json::serialize(*value);
}

net::ServerResponse csv_answer(const boost::json::object& list,
                               const std::vector<std::string_view>& columns) {
  auto text = fmt::format("{}\n", fmt::join(columns, ","));
  for (const auto& item : list.at("items").as_array()) {
    std::vector<std::string> fields;
    for (const auto column : columns) {
      fields.push_back(csv_of(item.as_object().if_contains(column)));
    }
    text += fmt::format("{}\n", fmt::join(fields, ","));
  }
  return {.status = 200,
          .headers = {{"Content-Type", "text/csv; charset=utf-8"}},
          .body = std::move(text)};
}

// Whoever accepts neither gets JSON.
bool wants_csv(const net::ServerRequest& request) {
  const auto known = [](std::string_view range) -> std::optional<std::string_view> {
    for (const auto type : {kCsv, kJson}) {
      const auto group = fmt::format("{}/*", type.substr(0, type.find('/')));
      if (net::equals_ignoring_case(range, type) || net::equals_ignoring_case(range, group)) {
        return type;
      }
    }
    return range == "*/*" ? std::optional(kJson) : std::nullopt;
  };
  return preferred(request.headers.find("Accept").value_or(""), known) == kCsv;
}

// RFC 8288: the same query with another `after`.
void add_next_link(net::ServerResponse& response, const net::ServerRequest& request,
                   const boost::json::object& list) {
  const auto* next = list.if_contains("next");
  if (!next) {
    return;
  }
  auto url = request.path + "?after=" + std::string(next->as_string());
  for (const auto& [name, value] : request.query) {
    if (name != "after" && name != "page") {
      url += fmt::format("&{}={}", name, net::percent_encode(value));
    }
  }
  response.headers.set("Link", fmt::format("<{}>; rel=\"next\"", url));
}

}  // namespace

std::string etag_of(const Endpoint& endpoint, const boost::json::value& json) {
  auto versioned = json.as_object();
  for (const auto name : endpoint.unversioned) {
    versioned.erase(name);
  }
  return fmt::format("\"{}\"",
                     net::sha256_hex(boost::json::serialize(versioned)).substr(0, kEtagDigits));
}

bool may_be_known(const Endpoint& endpoint) {
  return endpoint.operation.method == "GET" && endpoint.shape == AnswerShape::object &&
         endpoint.unversioned.empty();
}

bool has_location(const Endpoint& endpoint) {
  const auto* properties = endpoint.answer_schema.if_contains("properties");
  const bool is_made = endpoint.operation.status == 201 || !endpoint.operation.location.empty();
  return is_made && endpoint.shape == AnswerShape::object && properties &&
         properties->as_object().contains("id");
}

Outcome<void> check_fields(const Endpoint& endpoint, const net::Query& query) {
  const auto all = fields_of(endpoint);
  for (const auto name : wanted_fields(endpoint, query)) {
    if (std::ranges::find(all, name) == all.end()) {
      return std::unexpected(invalid_parameter(std::string(kFieldsParameter),
                                               fmt::format("must be of {}", fmt::join(all, ", "))));
    }
  }
  return {};
}

net::ServerResponse write_answer(const Endpoint& endpoint, const net::ServerRequest& request,
                                 const boost::json::value& json) {
  if (endpoint.shape == AnswerShape::nothing) {
    return {.status = 204};
  }
  const auto wanted = wanted_fields(endpoint, request.query);
  if (endpoint.shape == AnswerShape::list) {
    const auto& list = json.as_object();
    auto response =
        wants_csv(request)
            ? csv_answer(list, wanted)
            : net::json_response(200, boost::json::serialize(only(endpoint, json, wanted)));
    add_next_link(response, request, list);
    response.headers.set("Vary", "Accept");
    return response;
  }
  const auto etag = etag_of(endpoint, json);
  const bool is_known = may_be_known(endpoint) && request.headers.has_token("If-None-Match", etag);
  auto response = is_known
                      ? net::ServerResponse{.status = 304}
                      : net::json_response(endpoint.operation.status,
                                           boost::json::serialize(only(endpoint, json, wanted)));
  response.headers.set("ETag", etag);
  if (has_location(endpoint)) {
    const auto& operation = endpoint.operation;
    response.headers.set(
        "Location",
        fmt::format("{}/{}", operation.location.empty() ? operation.path : operation.location,
                    json.as_object().at("id").as_int64()));
  }
  return response;
}

net::ServerResponse write_file(const Endpoint& endpoint, File file) {
  return {.status = endpoint.operation.status,
          .headers = {{"Content-Type", file.media_type}},
          .body = std::move(file.bytes)};
}

Outcome<void> check_precondition(const Endpoint& endpoint, const net::ServerRequest& request,
                                 const boost::json::value& current) {
  if (!request.headers.find("If-Match")) {
    return std::unexpected(Problem(kNoPrecondition));
  }
  const bool holds = request.headers.has_token("If-Match", "*") ||
                     request.headers.has_token("If-Match", etag_of(endpoint, current));
  return holds ? Outcome<void>() : std::unexpected(Problem(kStale));
}

}  // namespace web
