#include "shop/core/csv.h"

#include <string_view>

namespace shop {
namespace {

constexpr int kEnd = std::char_traits<char>::eof();
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

CsvReader::CsvReader(std::streambuf& file, char separator) : file_(&file), separator_(separator) {
  for (const char c : kByteOrderMark) {
    if (peek() != std::char_traits<char>::to_int_type(c)) {
      break;
    }
    take();
  }
}

int CsvReader::peek() const { return file_->sgetc(); }

int CsvReader::take() {
  const int c = file_->sbumpc();
  if (c == '\n' || (c == '\r' && peek() != '\n')) {
    ++line_;
  }
  return c;
}

// Returns whether there was a line end.
bool CsvReader::skip_line_end() {
  if (peek() == '\n') {
    take();
    return true;
  }
  if (peek() != '\r') {
    return false;
  }
  take();
  if (peek() == '\n') {
    take();
  }
  return true;
}

CsvReader::Field CsvReader::end_of_field() {
  if (peek() == std::char_traits<char>::to_int_type(separator_)) {
    take();
    return End::field;
  }
  if (peek() == kEnd || skip_line_end()) {
    return End::record;
  }
  return std::unexpected(CsvProblem::text_after_quote);
}

CsvReader::Field CsvReader::read_quoted(std::string& out) {
  take();
  while (out.size() <= kMaxField) {
    const int c = take();
    if (c == kEnd) {
      return std::unexpected(CsvProblem::unclosed_quote);
    }
    if (c == '"' && peek() != '"') {
      return end_of_field();
    }
    if (c == '"') {
      take();
    }
    out.push_back(std::char_traits<char>::to_char_type(c));
  }
  return std::unexpected(CsvProblem::quoted_field_too_long);
}

CsvReader::Field CsvReader::read_field(std::string& out) {
  if (peek() == '"') {
    return read_quoted(out);
  }
  while (out.size() <= kMaxField) {
    const int c = peek();
    if (c == std::char_traits<char>::to_int_type(separator_) || c == '\n' || c == '\r' ||
        c == kEnd) {
      return end_of_field();
    }
    if (c == '"') {
      return std::unexpected(CsvProblem::quote_in_field);
    }
    out.push_back(std::char_traits<char>::to_char_type(take()));
  }
  return std::unexpected(CsvProblem::field_too_long);
}

std::optional<std::expected<CsvRecord, CsvError>> CsvReader::next() {
  while (skip_line_end()) {
  }
  if (has_failed_ || peek() == kEnd) {
    return std::nullopt;
  }
  CsvRecord record{.line = line_, .fields = {}};
  while (record.fields.size() < kMaxFields) {
    const auto end = read_field(record.fields.emplace_back());
    if (!end) {
      has_failed_ = true;
      return std::unexpected(CsvError{record.line, end.error()});
    }
    if (*end == End::record) {
      return record;
    }
  }
  has_failed_ = true;
  return std::unexpected(CsvError{record.line, CsvProblem::too_many_fields});
}

}  // namespace shop
