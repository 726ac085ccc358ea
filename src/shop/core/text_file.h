// Text files as spreadsheets save them, read as UTF-8.
#pragma once

#include <array>
#include <cstddef>
#include <istream>
#include <streambuf>
#include <string_view>

namespace shop {

// Reads UTF-8 and UTF-16 of either byte order, with or without a byte order mark, and Windows-1250.
// A file is taken for Windows-1250 when it has far more bytes that are not UTF-8 than characters of
// UTF-8, and is made of letters and punctuation of Central European languages in that code; a file
// in any other code is passed on as it is. Bounded memory.
class TextFile final : public std::streambuf {
 public:
  // Reads `file` from its beginning, twice; keeps the reference. REQUIRES: `file` can seek.
  explicit TextFile(std::istream& file);

  // The first characters, some kilobytes of them; they are still to be read.
  // REQUIRES: nothing has been read.
  std::string_view start();

 protected:
  int_type underflow() override;

 private:
  enum class Encoding { as_it_is, windows_1250, utf16_little, utf16_big };

  static Encoding encoding_of(std::istream& file);
  std::size_t decode(const char* bytes, std::size_t count);
  void put(char32_t character, std::size_t& size);
  char32_t unit_at(const char* bytes) const;

  std::streambuf* file_;
  Encoding encoding_;
  char32_t high_surrogate_ = 0;  // that waits for the low one
  std::array<char, 4'096> read_{};
  std::array<char, 4 * 4'096> decoded_{};
};

}  // namespace shop
