// The Bot API methods that the server knows, with their fields and types.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/api/bot_call.h"

namespace sandbox {

// A table of our own (docs/decisions/0007), taken from the Bot API 10.1.
class Schema {
 public:
  Schema();

  bool has_method(std::string_view method) const { return types_.contains(method); }

  // Checks every field of the call, nested ones too, and converts the strings of a form to their
  // types. Returns an error for a missing, unknown or mistyped field. REQUIRES:
  // has_method(call.method).
  std::optional<ApiError> check(BotCall& call) const;

 private:
  struct Field {
    std::string name;
    std::string type;
    bool is_required = false;
  };
  using Problem = std::optional<std::string>;

  Problem check_fields(std::string_view type, boost::json::object& object, bool is_form) const;
  Problem check_value(std::string_view type, boost::json::value& value, bool is_form) const;
  Problem check_list(std::string_view type, boost::json::value& value) const;
  Problem check_object(std::string_view type, boost::json::value& value) const;

  // Fields of methods and of object types.
  std::map<std::string, std::vector<Field>, std::less<>> types_;
};

}  // namespace sandbox
