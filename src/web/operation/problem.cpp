#include "web/operation/problem.h"

#include <fmt/format.h>

#include "net/core/problem.h"
#include "web/core/caller.h"

namespace web {
namespace {

std::string code_of(const json::Fault& fault) {
  if (fault.problem == "is missing") {
    return "missing";
  }
  if (fault.problem == "must stand once") {
    return "repeated";
  }
  return fault.problem == "is not a known field" ? "unknown" : "invalid";
}

boost::json::array written(const std::vector<ValueError>& errors) {
  boost::json::array list;
  for (const auto& error : errors) {
    boost::json::object item{{"code", error.code}, {"detail", error.detail}};
    if (error.parameter.empty()) {
      item.emplace("pointer", error.pointer);
    } else {
      item.emplace("parameter", error.parameter);
    }
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

Problem Problem::at(std::string_view field) && {
  errors.push_back(
      {.pointer = "/" + std::string(field), .code = std::string(code), .detail = detail});
  return std::move(*this);
}

Problem invalid_body(const json::Fault& fault) {
  Problem problem(400, std::string(kInvalidRequest.code), fault.error().message);
  problem.errors.push_back(
      {.pointer = fault.pointer, .code = code_of(fault), .detail = fault.problem});
  return problem;
}

Problem invalid_field(std::string_view field, std::string sentence) {
  return Problem(400, std::string(kInvalidRequest.code), std::move(sentence)).at(field);
}

Problem invalid_value(std::string_view field, std::string_view demand) {
  return invalid_field(field, fmt::format("`{}` {}.", field, demand));
}

Problem invalid_parameter(std::string name, std::string demand, std::string code) {
  Problem problem(400, std::string(kInvalidRequest.code), fmt::format("`{}` {}.", name, demand));
  problem.errors.push_back({.pointer = "",
                            .parameter = std::move(name),
                            .code = std::move(code),
                            .detail = std::move(demand)});
  return problem;
}

Problem problem_of(const base::Error& error) {
  switch (error.kind) {
    case base::ErrorKind::invalid:
      return {400, std::string(kInvalidRequest.code), error.message};
    case base::ErrorKind::not_found:
      return {404, std::string(kNotFound.code), error.message};
    case base::ErrorKind::conflict:
      return {409, "conflict", error.message};
    case base::ErrorKind::forbidden:
      return {403, std::string(kForbidden.code), error.message};
    case base::ErrorKind::unavailable:
      return {503, "unavailable", error.message};
    case base::ErrorKind::internal:
      break;
  }
  return {500, "internal", "The request failed inside; the log says what."};
}

net::ServerResponse to_response(const Problem& problem) {
  if (problem.code == kUnauthorized.code) {
    return unauthorized(/*has_sent_key=*/true);
  }
  auto members = problem.extra;
  members.emplace("code", problem.code);
  if (!problem.errors.empty()) {
    members.emplace("errors", written(problem.errors));
  }
  auto response = net::problem(problem.status, problem.detail, members);
  for (const auto& [name, value] : problem.headers) {
    response.headers.add(name, value);
  }
  return response;
}

}  // namespace web
