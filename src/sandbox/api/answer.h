// The results of Bot API methods.
#pragma once

#include <boost/json/value.hpp>
#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace sandbox {

struct ApiError {
  int code = 400;
  std::string description;           // "Bad Request: chat not found"
  std::optional<int> retry_after_s;  // with 429
};

// The `result`, or an error with Telegram's text.
using Answer = std::expected<boost::json::value, ApiError>;

inline std::unexpected<ApiError> bad_request(const std::string& what) {
  return std::unexpected(ApiError{400, "Bad Request: " + what, std::nullopt});
}
inline std::unexpected<ApiError> forbidden(const std::string& what) {
  return std::unexpected(ApiError{403, "Forbidden: " + what, std::nullopt});
}
inline std::unexpected<ApiError> conflict(const std::string& what) {
  return std::unexpected(ApiError{409, "Conflict: " + what, std::nullopt});
}
inline std::unexpected<ApiError> too_many_requests(int retry_after_s) {
  return std::unexpected(ApiError{
      429, "Too Many Requests: retry after " + std::to_string(retry_after_s), retry_after_s});
}

}  // namespace sandbox
