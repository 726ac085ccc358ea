#include "net/core/http_message.h"

#include <array>

namespace net {
namespace {

ServerResponse response_of(int status, std::string_view content_type, std::string body) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(content_type)}},
          .body = std::move(body)};
}

}  // namespace

bool is_from_own_script(const ServerRequest& request, std::string_view header) {
  return request.is_local && request.headers.find(header).has_value();
}

Gate bodies_up_to(std::size_t bytes) {
  return [bytes](const ServerRequest&) -> boost::asio::awaitable<Admission> { co_return bytes; };
}

ServerResponse text_response(int status, std::string text) {
  return response_of(status, "text/plain; charset=utf-8", std::move(text));
}

ServerResponse json_response(int status, std::string json) {
  return response_of(status, "application/json", std::move(json));
}

std::string_view reason_phrase(int status) {
  struct Phrase {
    int status;
    std::string_view text;
  };
  constexpr auto phrases = std::to_array<Phrase>({{200, "OK"},
                                                  {201, "Created"},
                                                  {202, "Accepted"},
                                                  {204, "No Content"},
                                                  {301, "Moved Permanently"},
                                                  {302, "Found"},
                                                  {303, "See Other"},
                                                  {304, "Not Modified"},
                                                  {307, "Temporary Redirect"},
                                                  {308, "Permanent Redirect"},
                                                  {400, "Bad Request"},
                                                  {401, "Unauthorized"},
                                                  {403, "Forbidden"},
                                                  {404, "Not Found"},
                                                  {405, "Method Not Allowed"},
                                                  {406, "Not Acceptable"},
                                                  {408, "Request Timeout"},
                                                  {409, "Conflict"},
                                                  {411, "Length Required"},
                                                  {412, "Precondition Failed"},
                                                  {413, "Content Too Large"},
                                                  {415, "Unsupported Media Type"},
                                                  {417, "Expectation Failed"},
                                                  {422, "Unprocessable Content"},
                                                  {428, "Precondition Required"},
                                                  {429, "Too Many Requests"},
                                                  {431, "Request Header Fields Too Large"},
                                                  {500, "Internal Server Error"},
                                                  {501, "Not Implemented"},
                                                  {502, "Bad Gateway"},
                                                  {503, "Service Unavailable"},
                                                  {504, "Gateway Timeout"},
                                                  {505, "HTTP Version Not Supported"},
                                                  {507, "Insufficient Storage"}});
  for (const auto& phrase : phrases) {
    if (phrase.status == status) {
      return phrase.text;
    }
  }
  return "";
}

}  // namespace net
