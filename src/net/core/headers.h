// The header fields of an HTTP message.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

// In the order of the message; names are compared without regard to ASCII case (RFC 9110, 5.1).
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  // The value of the first field called `name`.
  std::optional<std::string_view> find(std::string_view name) const;
  // How many fields are called `name`.
  std::size_t count(std::string_view name) const;
  // True when a comma-separated element of a field called `name` is `token` ("Connection: close").
  bool has_token(std::string_view name, std::string_view token) const;

  void add(std::string name, std::string value);
  // Replaces every field of that name.
  void set(std::string name, std::string value);

  // False when a name is not a token or a value has a control character (a line break would start
  // another field).
  bool are_well_formed() const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

// Without regard to ASCII case.
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace net
