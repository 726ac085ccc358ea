#include "net/core/headers.h"

#include <algorithm>

#include "base/text.h"

namespace net {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// tchar of RFC 9110, 5.6.2.
bool is_token_character(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return base::is_ascii_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || marks.contains(c);
}

bool is_value_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7F);
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (equals_ignoring_case(key, name)) {
      return value;
    }
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields_, [&](const Field& field) { return equals_ignoring_case(field.first, name); }));
}

bool Headers::has_token(std::string_view name, std::string_view token) const {
  return std::ranges::any_of(fields_, [&](const Field& field) {
    if (!equals_ignoring_case(field.first, name)) {
      return false;
    }
    return std::ranges::any_of(base::split(field.second, ','), [&](std::string_view element) {
      return equals_ignoring_case(base::trim(element), token);
    });
  });
}

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(fields_,
                [&](const Field& field) { return equals_ignoring_case(field.first, name); });
  add(std::move(name), std::move(value));
}

bool Headers::are_well_formed() const {
  return std::ranges::all_of(fields_, [](const Field& field) {
    return !field.first.empty() && std::ranges::all_of(field.first, is_token_character) &&
           std::ranges::all_of(field.second, is_value_character);
  });
}

}  // namespace net
