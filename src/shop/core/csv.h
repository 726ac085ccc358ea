// Reads CSV (RFC 4180) record by record, with bounded memory.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <istream>
#include <optional>
#include <streambuf>
#include <string>
#include <vector>

namespace shop {

enum class CsvProblem {
  text_after_quote,  // a closing quote is followed by neither a comma nor the end of the line
  unclosed_quote,
  quote_in_field,         // in a field that is not quoted as a whole
  field_too_long,         // longer than CsvReader::kMaxField
  quoted_field_too_long,  // probably a quote is not closed
  too_many_fields,        // more than CsvReader::kMaxFields
};
BOOST_DESCRIBE_ENUM(CsvProblem, text_after_quote, unclosed_quote, quote_in_field, field_too_long,
                    quoted_field_too_long, too_many_fields)

struct CsvError {
  std::int64_t line = 0;  // of the file, from 1; the first line of a record that spans several
  CsvProblem problem = CsvProblem::unclosed_quote;
};

struct CsvRecord {
  std::int64_t line = 0;
  std::vector<std::string> fields;
};

// Fields are separated by `separator` and may be quoted; lines end with LF, CRLF or CR; a byte
// order mark and empty lines are skipped. Fields are bytes, which need not be UTF-8.
class CsvReader {
 public:
  static constexpr std::size_t kMaxField = 65'536;  // bytes
  static constexpr std::size_t kMaxFields = 100;

  // Reads `file` from its current position; keeps the reference.
  explicit CsvReader(std::istream& file, char separator = ',')
      : CsvReader(*file.rdbuf(), separator) {}
  CsvReader(std::streambuf& file, char separator);

  // The next record; nothing at the end. After an error there is nothing more to read.
  std::optional<std::expected<CsvRecord, CsvError>> next();

 private:
  enum class End { field, record };
  using Field = std::expected<End, CsvProblem>;

  int peek() const;
  int take();
  bool skip_line_end();
  Field read_field(std::string& out);
  Field read_quoted(std::string& out);
  Field end_of_field();

  std::streambuf* file_;
  char separator_;
  std::int64_t line_ = 1;
  bool has_failed_ = false;
};

}  // namespace shop
