// Codes as people paste them into the chat or send them in a file: one a line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct ReadCodes {
  std::vector<std::string> codes;  // each fits a delivery text
  // The numbers, from 1, of lines that are passed over: too long, or not readable as text.
  std::vector<std::size_t> long_lines;
  std::vector<std::size_t> unreadable_lines;
};

// Line ends of any kind; blanks around a code, blank lines and a byte order mark are left out.
ReadCodes read_codes(std::string_view text);

// The same for a text file in any code that TextFile reads, or one of comma-separated values with a
// single column: then the quotes around a code, and a heading such as "code", are left out.
ReadCodes read_code_file(const std::string& contents);

}  // namespace shop
