#include "telegram/client.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include <fmt/format.h>

#include "net/client/http_client.h"

namespace telegram {
namespace {

constexpr int kRetryAfterMaxS = 86'400;

struct AnswerParameters {
  int retry_after = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerParameters, (), (retry_after))

// https://core.telegram.org/bots/api#making-requests
struct Answer {
  std::optional<bool> ok;
  std::optional<boost::json::value> result;  // when `ok`
  std::optional<int> error_code;             // when not
  std::string description;
  AnswerParameters parameters;

  bool is_of_bot_api() const { return ok && (*ok ? result.has_value() : error_code.has_value()); }
};
BOOST_DESCRIBE_STRUCT(Answer, (), (ok, result, error_code, description, parameters))

ApiErrorKind kind_of(int code) {
  if (code == 401 || code == 404) {
    return ApiErrorKind::unauthorized;
  }
  if (code == 403) {
    return ApiErrorKind::forbidden;
  }
  if (code == 409) {
    return ApiErrorKind::conflict;
  }
  if (code == 429) {
    return ApiErrorKind::too_many_requests;
  }
  return code >= 400 && code < 500 ? ApiErrorKind::bad_request : ApiErrorKind::server;
}

ApiError refusal(int code, const Answer& answer) {
  ApiError error{.kind = kind_of(code), .description = answer.description};
  if (error.description.empty()) {
    error.description = fmt::format("error code {}", code);
  }
  if (error.kind == ApiErrorKind::too_many_requests) {
    error.retry_after_s = std::clamp(answer.parameters.retry_after, 1, kRetryAfterMaxS);
  }
  return error;
}

// A page of a proxy, a gateway or a broken server says nothing about the call, the token or the
// chat, whatever its status; its text stays out of the log.
ApiError not_of_bot_api(const net::HttpResponse& response) {
  return {.kind = ApiErrorKind::network,
          .description = fmt::format("something else than the Bot API answers, with HTTP status {}",
                                     response.status)};
}

ApiResult<boost::json::value> read_answer(const net::HttpResponse& response) {
  auto answer = json::parse<Answer>(response.body, json::Strictness::lenient);
  if (!answer || !answer->is_of_bot_api()) {
    return std::unexpected(not_of_bot_api(response));
  }
  if (*answer->ok) {
    return *std::move(answer->result);
  }
  return std::unexpected(refusal(*answer->error_code, *answer));
}

// In a form, strings are written as they are and everything else as JSON.
std::vector<net::HttpPart> form_of(const Call& call) {
  std::vector<net::HttpPart> parts;
  for (const auto& [key, value] : call.fields.as_object()) {
    parts.push_back({.name = std::string(key),
                     .body = value.is_string() ? std::string(value.as_string())
                                               : boost::json::serialize(value)});
  }
  parts.push_back({.name = call.upload_field,
                   .body = call.upload->bytes,
                   .file_name = call.upload->file_name,
                   .content_type = call.upload->content_type});
  return parts;
}

ApiError no_such_file(std::string description) {
  return {.kind = ApiErrorKind::bad_request, .description = std::move(description)};
}

ApiError read_file_error(const net::HttpResponse& response) {
  const auto answer = read_answer(response);
  if (answer) {
    return not_of_bot_api(response);
  }
  const bool is_gone = answer.error().kind == ApiErrorKind::unauthorized && response.status == 404;
  return is_gone ? no_such_file("the file is gone") : answer.error();
}

// Such as "photos/file_1.jpg". A local Bot API server may give an absolute path instead, which
// cannot be fetched over HTTP.
bool is_file_path(std::string_view path) {
  return !path.empty() && !path.starts_with('/') && !path.contains("..") &&
         std::ranges::all_of(path, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-' || c == '.' || c == '/';
         });
}

}  // namespace

Call make_call(const SendPhoto& method) {
  Call call{.method = SendPhoto::name, .fields = json::encode(method)};
  if (!method.upload) {
    return call;
  }
  call.fields.as_object().erase("photo");
  call.upload = method.upload;
  call.upload_field = "photo";
  return call;
}

Call make_call(const SendDocument& method) {
  return {.method = SendDocument::name,
          .fields = json::encode(method),
          .upload = method.upload,
          .upload_field = "document"};
}

// Media inside another object names its part of the form (Bot API, "Sending files").
Call make_call(const EditMessageMedia& method) {
  Call call{.method = EditMessageMedia::name, .fields = json::encode(method)};
  if (!method.upload) {
    return call;
  }
  call.fields.at("media").at("media") = "attach://photo";
  call.upload = method.upload;
  call.upload_field = "photo";
  return call;
}

Client::Client(net::HttpClient& http, std::string_view api_url, std::string_view token)
    : http_(http),
      base_url_(fmt::format("{}/bot{}/", api_url, token)),
      file_url_(fmt::format("{}/file/bot{}/", api_url, token)) {}

boost::asio::awaitable<ApiResult<boost::json::value>> Client::perform(
    const Call& call, std::chrono::milliseconds timeout) {
  net::HttpRequest request{.method = "POST", .url = base_url_ + std::string(call.method)};
  request.timeout = timeout;
  if (call.upload) {
    request.parts = form_of(call);
  } else {
    request.headers.add("Content-Type", "application/json");
    request.body = boost::json::serialize(call.fields);
  }
  const base::Result<net::HttpResponse> response = co_await http_.send(std::move(request));
  if (!response) {
    co_return std::unexpected(
        ApiError{.kind = ApiErrorKind::network, .description = response.error().message});
  }
  co_return read_answer(*response);
}

boost::asio::awaitable<ApiResult<std::string>> Client::download(std::string path,
                                                                std::size_t bytes_max,
                                                                std::chrono::milliseconds timeout) {
  if (!is_file_path(path)) {
    co_return std::unexpected(no_such_file("the file has no path"));
  }
  net::HttpRequest request{.url = file_url_ + path};
  request.timeout = timeout;
  base::Result<net::HttpResponse> response = co_await http_.send(std::move(request));
  if (!response) {
    co_return std::unexpected(
        ApiError{.kind = ApiErrorKind::network, .description = response.error().message});
  }
  if (response->status != 200) {
    co_return std::unexpected(read_file_error(*response));
  }
  if (response->body.size() > bytes_max) {
    co_return std::unexpected(no_such_file("the file is too large"));
  }
  co_return std::move(response->body);
}

}  // namespace telegram
