#include "base/text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <utility>

#include <utf8proc.h>

#include "base/check.h"

namespace base {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The length of the well-formed character at the front, or 0. REQUIRES: text is not empty.
std::size_t character_length(std::string_view text) {
  utf8proc_int32_t character = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &character);
  return length > 0 ? static_cast<std::size_t>(length) : 0;
}

// Composed, without invisible characters. REQUIRES: is_utf8(text).
std::string map(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                  UTF8PROC_IGNORE | options));
  check(length >= 0, "mapped text is UTF-8");
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

// REQUIRES: one character.
utf8proc_int32_t code_of(std::string_view character) {
  utf8proc_int32_t code = 0;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()),
                   static_cast<utf8proc_ssize_t>(character.size()), &code);
  return code;
}

// REQUIRES: one character.
bool is_blank(std::string_view character) {
  if (character.size() == 1) {
    return kBlanks.contains(character) || character == "\v" || character == "\f";
  }
  const auto category = utf8proc_category(code_of(character));
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substitution, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    units += is_continuation(c) ? 0 : static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string shorten(std::string_view text, std::size_t max_units) {
  check(max_units >= 1, "there is room for the ellipsis");
  if (utf16_length(text) <= max_units) {
    return std::string(text);
  }
  std::size_t bytes = 0;
  std::size_t units = 0;
  while (bytes < text.size()) {
    const auto length = character_length(text.substr(bytes));
    check(length > 0, "shortened text is UTF-8");
    units += length == 4 ? 2 : 1;
    if (units > max_units - 1) {
      break;
    }
    bytes += length;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::string fold(std::string_view text) { return map(text, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD); }

std::string squeeze(std::string_view text) {
  const auto composed = map(text, 0);
  std::string squeezed;
  for (std::string_view rest = composed; !rest.empty();) {
    const auto character = rest.substr(0, character_length(rest));
    rest.remove_prefix(character.size());
    if (!is_blank(character)) {
      squeezed += character;
    } else if (!squeezed.empty() && !squeezed.ends_with(' ')) {
      squeezed += ' ';
    }
  }
  if (squeezed.ends_with(' ')) {
    squeezed.pop_back();
  }
  return squeezed;
}

std::string legible(std::string_view text) {
  constexpr int kMaxMarks = 3;
  constexpr std::string_view kIsolate = "\u2068";
  constexpr std::string_view kEndOfIsolate = "\u2069";
  const auto squeezed = squeeze(text);
  std::string name;
  int marks = 0;
  bool turns = false;
  for (std::string_view rest = squeezed; !rest.empty();) {
    const auto character = rest.substr(0, character_length(rest));
    rest.remove_prefix(character.size());
    const auto& properties = *utf8proc_get_property(code_of(character));
    const bool is_mark =
        properties.category == UTF8PROC_CATEGORY_MN || properties.category == UTF8PROC_CATEGORY_ME;
    marks = is_mark ? marks + 1 : 0;
    turns = turns || properties.bidi_class == UTF8PROC_BIDI_CLASS_R ||
            properties.bidi_class == UTF8PROC_BIDI_CLASS_AL;
    name += marks <= kMaxMarks ? character : "";
  }
  return turns ? std::string(kIsolate) + name + std::string(kEndOfIsolate) : name;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  auto best_distance = std::max<std::size_t>(word.size() / 3, 2) + 1;
  for (const auto candidate : candidates) {
    const auto distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace base
