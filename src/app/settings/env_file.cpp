#include "app/settings/env_file.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace app {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || base::is_ascii_digit(c) || c == '_';
}

bool is_name(std::string_view text) {
  return !text.empty() && !base::is_ascii_digit(text.front()) &&
         std::ranges::all_of(text, is_name_character);
}

// Reads the text once, front to back; every method consumes what it reads.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  EnvFile read_all() {
    EnvFile file;
    while (!rest_.empty()) {
      const auto line = base::trim(rest_.substr(0, rest_.find('\n')));
      if (line.empty() || line.front() == '#') {
        drop_line();
        continue;
      }
      if (auto entry = read_entry()) {
        file.entries.push_back(std::move(*entry));
      } else {
        file.problems.push_back(std::move(entry.error()));
        drop_line();
      }
    }
    return file;
  }

 private:
  base::Result<EnvEntry> read_entry() {
    const int line = line_;
    const auto equals = rest_.find_first_of("=\n");
    if (equals == rest_.npos || rest_[equals] == '\n') {
      return refuse("is not of the form NAME=value");
    }
    auto name = base::trim(rest_.substr(0, equals));
    if (name.starts_with("export ")) {
      name = base::trim(name.substr(7));
    }
    if (!is_name(name)) {
      return refuse("does not begin with a name of letters, digits and underscores");
    }
    rest_.remove_prefix(equals + 1);
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    const bool is_quoted = rest_.starts_with('"') || rest_.starts_with('\'');
    auto value = is_quoted ? read_quoted() : read_plain();
    if (!value) {
      return std::unexpected(std::move(value.error()));
    }
    return EnvEntry{.line = line, .name = std::string(name), .value = std::move(*value)};
  }

  base::Result<std::string> read_plain() {
    auto value = rest_.substr(0, rest_.find('\n'));
    drop_line();
    if (value.starts_with('#')) {
      return std::string();
    }
    value = value.substr(0, std::min(value.find(" #"), value.find("\t#")));
    return std::string(base::trim(value));
  }

  base::Result<std::string> read_quoted() {
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    std::string value;
    while (!rest_.empty() && rest_.front() != quote) {
      value += quote == '"' ? take_escaped() : take();
    }
    if (rest_.empty()) {
      return refuse("opens a quotation that is never closed");
    }
    take();
    const auto after = base::trim(rest_.substr(0, rest_.find('\n')));
    if (!after.empty() && after.front() != '#') {
      return refuse("has text after the closing quotation mark");
    }
    drop_line();
    return value;
  }

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    lines_within_ += c == '\n' ? 1 : 0;
    return c;
  }

  char take_escaped() {
    const char c = take();
    if (c != '\\' || rest_.empty() || !std::string_view("nt\"\\").contains(rest_.front())) {
      return c;
    }
    const char escaped = take();
    return escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
  }

  void drop_line() {
    const auto end = rest_.find('\n');
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    line_ += 1 + std::exchange(lines_within_, 0);
  }

  std::unexpected<base::Error> refuse(std::string_view why) const {
    return base::invalid(fmt::format(".env: line {} {}.", line_, why));
  }

  std::string_view rest_;
  int line_ = 1;
  int lines_within_ = 0;  // line ends inside the quotation that began on line_
};

}  // namespace

EnvFile examine_env_text(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  return Reader(text).read_all();
}

base::Result<std::vector<EnvEntry>> parse_env_file(std::string_view text) {
  auto file = examine_env_text(text);
  if (!file.problems.empty()) {
    return std::unexpected(std::move(file.problems.front()));
  }
  return std::move(file.entries);
}

}  // namespace app
