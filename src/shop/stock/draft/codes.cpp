#include "shop/stock/draft/codes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

#include "base/text.h"
#include "shop/core/text_file.h"
#include "shop/stock/product.h"

namespace shop {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void read_line(ReadCodes& read, std::string_view line, std::size_t number) {
  const auto code = base::trim(line);
  if (!base::is_utf8(code)) {
    read.unreadable_lines.push_back(number);
    return;
  }
  if (base::squeeze(code).empty()) {
    return;
  }
  const auto problem = check_field("delivery_text", code);
  if (!problem) {
    read.codes.emplace_back(code);
  } else if (problem->kind == FieldProblem::too_long) {
    read.long_lines.push_back(number);
  } else {
    read.unreadable_lines.push_back(number);
  }
}

bool is_heading(std::string_view line) {
  constexpr std::array<std::string_view, 4> headings{"code", "codes", "delivery_text", "kod"};
  return base::is_utf8(line) &&
         std::ranges::find(headings, base::squeeze(base::fold(line))) != headings.end();
}

// "a ""b""" as a "b"; a line that is not quoted as a whole stays as it is.
std::string unquoted(std::string_view line) {
  const auto field = base::trim(line);
  if (field.size() < 2 || !field.starts_with('"') || !field.ends_with('"')) {
    return std::string(line);
  }
  std::string text;
  const auto inner = field.substr(1, field.size() - 2);
  for (std::size_t i = 0; i < inner.size(); ++i) {
    text += inner[i];
    i += inner.substr(i).starts_with("\"\"") ? 1 : 0;
  }
  return text;
}

// Calls `take(line, number)` for each line.
template <class Take>
void each_line(std::string_view text, Take take) {
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    take(text.substr(0, end), number);
    const bool is_pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (is_pair ? 2 : 1), text.size()));
  }
}

}  // namespace

ReadCodes read_codes(std::string_view text) {
  ReadCodes read;
  each_line(text,
            [&](std::string_view line, std::size_t number) { read_line(read, line, number); });
  return read;
}

ReadCodes read_code_file(const std::string& contents) {
  std::istringstream file(contents);
  TextFile decoded(file);
  const std::string text{std::istreambuf_iterator<char>(&decoded), {}};
  ReadCodes read;
  each_line(text, [&](std::string_view line, std::size_t number) {
    const auto code = unquoted(line);
    if (number > 1 || !is_heading(code)) {
      read_line(read, code, number);
    }
  });
  return read;
}

}  // namespace shop
