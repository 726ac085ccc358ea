// A call of the bot, parsed from its HTTP request or from its webhook's response.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "net/client/http_client.h"
#include "net/core/http_message.h"
#include "sandbox/api/answer.h"

namespace sandbox {

struct UploadedFile {
  std::string file_name;
  std::string content_type;
  std::string bytes;
};

struct BotCall {
  std::string method;
  boost::json::object params;                 // in a form all values are strings
  std::map<std::string, UploadedFile> files;  // by the name of their part
  bool is_form = false;                       // strings hold numbers, booleans and JSON

  // REQUIRES: the schema has checked the call, so a field that is there has its type.
  std::optional<std::int64_t> integer(std::string_view field) const;
  std::string text(std::string_view field) const;  // "" when it is missing
  bool flag(std::string_view field) const;         // false when it is missing
  const boost::json::object* object(std::string_view field) const;
};

// Reads parameters from the query and from a JSON, form or multipart body; a file part `photo`
// becomes the parameter photo=attach://photo. Errors: any other body.
std::expected<BotCall, ApiError> read_call(std::string_view method,
                                           const net::ServerRequest& request);

// Reads the call that a webhook's response asks for, whose parameter `method` names the method (Bot
// API, "Making requests when getting updates"); none when it has no body. Errors: any other body,
// or no method in it.
std::expected<std::optional<BotCall>, ApiError> read_reply(const net::HttpResponse& response);

}  // namespace sandbox
