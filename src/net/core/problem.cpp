#include "net/core/problem.h"

#include <boost/json/serialize.hpp>
#include <string_view>

namespace net {
namespace {

int status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::invalid:
      return 400;
    case base::ErrorKind::not_found:
      return 404;
    case base::ErrorKind::conflict:
      return 409;
    case base::ErrorKind::forbidden:
      return 403;
    case base::ErrorKind::unavailable:
      return 503;
    case base::ErrorKind::internal:
      return 500;
  }
  return 500;
}

// For programs, where whoever answers has no code of their own.
std::string code_of(int status) {
  switch (status) {
    case 400:
      return "invalid_request";
    case 413:
      return "too_large";
    case 415:
      return "wrong_media_type";
    case 431:
      return "header_too_large";
    case 500:
      return "internal";
    case 503:
      return "unavailable";
    default:
      break;
  }
  std::string code(reason_phrase(status));
  for (char& c : code) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' || c == '-' ? '_' : c;
  }
  return code;
}

}  // namespace

ServerResponse problem(int status, std::string_view detail, const boost::json::object& extra) {
  boost::json::object document{{"type", "about:blank"},
                               {"title", reason_phrase(status)},
                               {"status", status},
                               {"detail", detail},
                               {"code", code_of(status)}};
  for (const auto& [key, value] : extra) {
    document[key] = value;
  }
  return {.status = status,
          .headers = {{"Content-Type", "application/problem+json"}},
          .body = boost::json::serialize(document)};
}

ServerResponse problem(const base::Error& error) {
  const bool is_ours = error.kind == base::ErrorKind::internal;
  return problem(status_of(error.kind), is_ours ? "The request failed inside." : error.message);
}

}  // namespace net
