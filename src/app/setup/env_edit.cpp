#include "app/setup/env_edit.h"

#include <algorithm>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/settings/env_file.h"
#include "base/text.h"

namespace app {
namespace {

// As parse_env_file reads it back.
std::string quoted(std::string_view value) {
  const bool is_plain = std::ranges::none_of(
      value, [](char c) { return std::string_view(" \t\r\n\"'\\#").contains(c); });
  if (is_plain) {
    return std::string(value);
  }
  std::string text = "\"";
  for (const char c : value) {
    text += c == '\n' ? "\\n" : c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  }
  return text + "\"";
}

std::string line_of(std::string_view name, std::string_view value) {
  return fmt::format("{}={}\n", name, quoted(value));
}

// Where line `number`, counted from 1, begins.
std::size_t offset_of(std::string_view text, int number) {
  std::size_t at = 0;
  for (int line = 1; line < number; ++line) {
    at = text.find('\n', at) + 1;
  }
  return at;
}

// Behind the entry that begins in line `number`: the first line end up to which the text can be
// read (a quoted value may have several lines).
std::size_t end_of_entry(std::string_view text, std::size_t begin) {
  for (auto end = begin; end < text.size();) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
    if (examine_env_text(text.substr(begin, end - begin)).problems.empty()) {
      return end;
    }
  }
  return text.size();
}

void set_value(std::string& text, const std::string& name, const std::string& value) {
  const auto entries = examine_env_text(text).entries;
  const auto found = std::ranges::find(entries.rbegin(), entries.rend(), name, &EnvEntry::name);
  if (found == entries.rend()) {
    text += (text.empty() || text.ends_with('\n') ? "" : "\n") + line_of(name, value);
    return;
  }
  const auto begin = offset_of(text, found->line);
  text.replace(begin, end_of_entry(text, begin) - begin, line_of(name, value));
}

base::Error write_error(const std::filesystem::path& path) {
  return {base::ErrorKind::unavailable, fmt::format("{} cannot be written.", path.string())};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

}  // namespace

std::string with_values(std::string_view text, const SettingValues& values) {
  std::string changed(text);
  for (const auto& [name, value] : values) {
    set_value(changed, name, value);
  }
  return changed;
}

base::Result<void> write_private_file(const std::filesystem::path& path, std::string_view text) {
  auto temporary = path.string() + ".XXXXXX";
  const int file = ::mkstemp(temporary.data());  // with mode 600
  if (file < 0) {
    return std::unexpected(write_error(path));
  }
  const bool is_written = write_all(file, text);
  const bool is_closed = ::close(file) == 0;
  if (!is_written || !is_closed || ::rename(temporary.c_str(), path.c_str()) != 0) {
    ::unlink(temporary.c_str());
    return std::unexpected(write_error(path));
  }
  return {};
}

}  // namespace app
