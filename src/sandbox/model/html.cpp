#include "sandbox/model/html.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace sandbox {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kTags{{
    {"a", "text_link"},
    {"b", "bold"},
    {"strong", "bold"},
    {"i", "italic"},
    {"em", "italic"},
    {"u", "underline"},
    {"ins", "underline"},
    {"s", "strikethrough"},
    {"strike", "strikethrough"},
    {"del", "strikethrough"},
    {"tg-spoiler", "spoiler"},
    {"span", "spoiler"},
    {"tg-emoji", "custom_emoji"},
    {"code", "code"},
    {"pre", "pre"},
    {"blockquote", "blockquote"},
}};

constexpr std::array<std::pair<std::string_view, char32_t>, 4> kNamedReferences{{
    {"lt", U'<'},
    {"gt", U'>'},
    {"amp", U'&'},
    {"quot", U'"'},
}};

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_token(char c) {
  return is_alpha(c) || base::is_ascii_digit(c) || c == '.' || c == '-';
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::string_view entity_of(std::string_view tag) {
  const auto* found =
      std::ranges::find(kTags, tag, &std::pair<std::string_view, std::string_view>::first);
  return found == kTags.end() ? std::string_view() : found->second;
}

void append_utf8(std::string& out, char32_t code) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::uint32_t digit_value(char c) {
  if (base::is_ascii_digit(c)) {
    return static_cast<std::uint32_t>(c - '0');
  }
  return static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
}

// Parses in one pass; the first error ends it.
class HtmlReader {
 public:
  explicit HtmlReader(std::string_view source) : source_(source) {}

  std::expected<FormattedText, std::string> read();

 private:
  struct OpenTag {
    std::string name;
    std::string argument;
    std::size_t entity;      // index in out_.entities, reserved when the tag opens
    std::size_t text_start;  // bytes
  };

  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < source_.size() ? source_[position_ + ahead] : '\0';
  }
  bool at_end() const { return position_ >= source_.size(); }
  void skip_spaces() {
    while (!at_end() && is_space(peek())) {
      ++position_;
    }
  }
  template <class Stop>
  std::string_view take_until(Stop stop) {
    const std::size_t start = position_;
    while (!at_end() && !stop(peek())) {
      ++position_;
    }
    return source_.substr(start, position_ - start);
  }

  bool failed() const { return error_.has_value(); }
  void fail(std::string message) { error_ = std::move(message); }
  void append(char32_t code) {
    append_utf8(out_.text, code);
    units_ += code > 0xFFFF ? 2 : 1;
  }

  void read_character();
  std::optional<char32_t> read_reference();
  std::optional<char32_t> read_numeric_reference();
  void read_start_tag();
  void read_attribute(OpenTag& tag, std::size_t start);
  std::string read_attribute_value();
  void read_end_tag();
  void close(const OpenTag& tag);

  std::string_view source_;
  std::size_t position_ = 0;
  FormattedText out_;
  std::size_t units_ = 0;
  std::vector<OpenTag> open_;
  std::optional<std::string> error_;
};

std::expected<FormattedText, std::string> HtmlReader::read() {
  while (!at_end() && !failed()) {
    if (peek() != '<') {
      read_character();
    } else if (peek(1) == '/') {
      read_end_tag();
    } else {
      read_start_tag();
    }
  }
  if (!failed() && !open_.empty()) {
    fail(fmt::format("Can't find end tag corresponding to start tag \"{}\"", open_.back().name));
  }
  if (failed()) {
    return std::unexpected(*error_);
  }
  std::erase_if(out_.entities, [](const Entity& entity) { return entity.length == 0; });
  return std::move(out_);
}

void HtmlReader::read_character() {
  if (peek() == '&') {
    if (const std::optional<char32_t> code = read_reference()) {
      append(*code);
      return;
    }
  }
  const auto byte = static_cast<unsigned char>(source_[position_++]);
  out_.text.push_back(static_cast<char>(byte));
  if (byte < 0x80 || byte >= 0xC0) {
    units_ += byte >= 0xF0 ? 2 : 1;
  }
}

// Reads a character reference at '&'; moves past it only when it is valid. The semicolon may be
// missing.
std::optional<char32_t> HtmlReader::read_reference() {
  const std::size_t start = position_++;
  std::optional<char32_t> code;
  if (peek() == '#') {
    ++position_;
    code = read_numeric_reference();
  } else {
    const std::string_view name = take_until([](char c) { return !is_alpha(c); });
    for (const auto& [known, value] : kNamedReferences) {
      if (name == known) {
        code = value;
      }
    }
  }
  if (!code || position_ - start >= 10) {
    position_ = start;
    return std::nullopt;
  }
  position_ += peek() == ';' ? 1 : 0;
  return code;
}

std::optional<char32_t> HtmlReader::read_numeric_reference() {
  const bool is_hex = peek() == 'x';
  position_ += is_hex ? 1 : 0;
  const std::string_view digits = take_until([is_hex](char c) {
    const bool is_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return !base::is_ascii_digit(c) && !(is_hex && is_letter);
  });
  char32_t code = 0;
  for (const char c : digits.substr(0, 9)) {
    code = code * (is_hex ? 16 : 10) + digit_value(c);
  }
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code == 0 || code >= 0x10FFFF || is_surrogate ? std::nullopt : std::optional(code);
}

void HtmlReader::read_start_tag() {
  const std::size_t start = position_++;
  const auto is_name_end = [](char c) { return is_space(c) || c == '>'; };
  OpenTag tag{to_lower(take_until(is_name_end)), "", out_.entities.size(), out_.text.size()};
  if (at_end()) {
    return fail(fmt::format("Unclosed start tag at byte offset {}", start));
  }
  if (entity_of(tag.name).empty()) {
    return fail(fmt::format("Unsupported start tag \"{}\" at byte offset {}", tag.name, start));
  }
  for (skip_spaces(); !failed() && peek() != '>'; skip_spaces()) {
    read_attribute(tag, start);
  }
  if (failed()) {
    return;
  }
  ++position_;
  if (tag.name == "span" && tag.argument != "tg-spoiler") {
    return fail(
        fmt::format("Tag \"span\" must have class \"tg-spoiler\" at byte offset {}", start));
  }
  out_.entities.push_back({std::string(entity_of(tag.name)), units_, 0, ""});
  open_.push_back(std::move(tag));
}

void HtmlReader::read_attribute(OpenTag& tag, std::size_t start) {
  const auto is_name_end = [](char c) { return is_space(c) || c == '=' || c == '>'; };
  const std::string_view name = take_until(is_name_end);
  if (at_end()) {
    return fail(fmt::format("Unclosed start tag \"{}\" at byte offset {}", tag.name, start));
  }
  if (name.empty()) {
    return fail(
        fmt::format("Empty attribute name in the tag \"{}\" at byte offset {}", tag.name, start));
  }
  if (tag.name == "blockquote" && name == "expandable" && peek() != '=') {
    tag.argument = "expandable";
    return;
  }
  skip_spaces();
  if (peek() != '=') {
    return fail(
        fmt::format("Expected equal sign in declaration of an attribute of the tag \"{}\" at byte "
                    "offset {}",
                    tag.name, start));
  }
  ++position_;
  skip_spaces();
  std::string value = read_attribute_value();
  if (!failed() && at_end()) {
    return fail(fmt::format("Unclosed start tag \"{}\" at byte offset {}", tag.name, start));
  }
  constexpr std::string_view kLanguage = "language-";
  if (tag.name == "code" && name == "class" && value.starts_with(kLanguage)) {
    tag.argument = value.substr(kLanguage.size());
  } else if ((tag.name == "a" && name == "href") || (tag.name == "span" && name == "class") ||
             (tag.name == "tg-emoji" && name == "emoji-id")) {
    tag.argument = std::move(value);
  }
}

// Reads a quoted string with references, or a bare token.
std::string HtmlReader::read_attribute_value() {
  const char quote = peek();
  if (quote != '"' && quote != '\'') {
    const std::size_t start = position_;
    const std::string_view token = take_until([](char c) { return !is_name_token(c); });
    if (!at_end() && !is_space(peek()) && peek() != '>') {
      fail(fmt::format("Unexpected end of name token at byte offset {}", start));
    }
    return to_lower(token);
  }
  ++position_;
  std::string value;
  while (!at_end() && peek() != quote) {
    const std::optional<char32_t> code = peek() == '&' ? read_reference() : std::nullopt;
    if (code) {
      append_utf8(value, *code);
    } else {
      value.push_back(source_[position_++]);
    }
  }
  position_ += at_end() ? 0 : 1;
  return value;
}

void HtmlReader::read_end_tag() {
  const std::size_t start = position_;
  if (open_.empty()) {
    return fail(fmt::format("Unexpected end tag at byte offset {}", start));
  }
  position_ += 2;
  const std::string name = to_lower(take_until([](char c) { return is_space(c) || c == '>'; }));
  skip_spaces();
  if (peek() != '>') {
    return fail(fmt::format("Unclosed end tag at byte offset {}", start));
  }
  ++position_;
  const OpenTag tag = std::move(open_.back());
  open_.pop_back();
  if (!name.empty() && name != tag.name) {
    return fail(
        fmt::format("Unmatched end tag at byte offset {}, expected \"</{}>\", found \"</{}>\"",
                    start, tag.name, name));
  }
  close(tag);
}

// Entities whose length stays 0 are dropped at the end.
void HtmlReader::close(const OpenTag& tag) {
  Entity& entity = out_.entities[tag.entity];
  if (tag.name == "tg-emoji" &&
      (tag.argument.empty() || !std::ranges::all_of(tag.argument, base::is_ascii_digit))) {
    return fail("Invalid custom emoji identifier specified");
  }
  if (tag.name == "code" && !open_.empty() && open_.back().name == "pre") {
    // <pre><code class="language-x"> is one entity: the pre, with a language.
    open_.back().argument = tag.argument;
    return;
  }
  entity.length = units_ - entity.offset;
  if (tag.name == "a") {
    entity.argument = tag.argument.empty() ? out_.text.substr(tag.text_start) : tag.argument;
  } else if (tag.name == "blockquote" && !tag.argument.empty()) {
    entity.type = "expandable_blockquote";
  } else if (tag.name == "pre" || tag.name == "tg-emoji") {
    entity.argument = tag.argument;
  }
}

// Drops leading and trailing blanks and moves the entities accordingly.
FormattedText trimmed(FormattedText source) {
  const std::string_view kept = base::trim(source.text);
  if (kept.size() == source.text.size()) {
    return source;
  }
  const auto front = static_cast<std::size_t>(kept.data() - source.text.data());
  const std::size_t end = kept.empty() ? 0 : base::utf16_length(kept);
  FormattedText result{std::string(kept), {}};
  for (Entity& entity : source.entities) {
    const std::size_t from = std::max(entity.offset, front) - front;
    const std::size_t to = std::min(std::max(entity.offset + entity.length, front) - front, end);
    if (from < to) {
      entity.offset = from;
      entity.length = to - from;
      result.entities.push_back(std::move(entity));
    }
  }
  return result;
}

}  // namespace

std::expected<FormattedText, std::string> parse_html(std::string_view source) {
  auto parsed = HtmlReader(source).read();
  if (parsed) {
    *parsed = trimmed(std::move(*parsed));
  }
  return parsed;
}

FormattedText plain_text(std::string_view text) { return {std::string(base::trim(text)), {}}; }

}  // namespace sandbox
