#include "shop/core/text_file.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <utf8proc.h>

#include "base/text.h"

namespace shop {
namespace {

// The characters of the bytes from 0x80 that texts have; 0 for signs that they hardly do, which
// speak for another code (ISO 8859-2 writes letters with them).
constexpr std::array<char16_t, 128> kWindows1250{
    0x20AC, 0,      0x201A, 0,      0x201E, 0x2026, 0,      0,      0,      0,      0x0160, 0x2039,
    0x015A, 0x0164, 0x017D, 0x0179, 0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0,      0x2122, 0x0161, 0x203A, 0x015B, 0x0165, 0x017E, 0x017A, 0x00A0, 0x02C7, 0,      0x0141,
    0,      0x0104, 0,      0x00A7, 0,      0x00A9, 0x015E, 0x00AB, 0,      0x00AD, 0x00AE, 0x017B,
    0x00B0, 0,      0,      0x0142, 0,      0x00B5, 0,      0,      0,      0x0105, 0x015F, 0x00BB,
    0x013D, 0,      0x013E, 0x017C, 0x0154, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7,
    0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD, 0x00CE, 0x010E, 0x0110, 0x0143, 0x0147, 0x00D3,
    0x00D4, 0x0150, 0x00D6, 0,      0x0158, 0x016E, 0x00DA, 0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF,
    0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7, 0x010D, 0x00E9, 0x0119, 0x00EB,
    0x011B, 0x00ED, 0x00EE, 0x010F, 0x0111, 0x0144, 0x0148, 0x00F3, 0x00F4, 0x0151, 0x00F6, 0,
    0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0};

constexpr char32_t kReplacement = 0xFFFD;

bool has_high_bit(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

char32_t windows_1250(char c) {
  return has_high_bit(c) ? kWindows1250.at(static_cast<unsigned char>(c) - 0x80U)
                         : static_cast<char32_t>(c);
}

// What the bytes of a file speak for, looked at in pieces.
struct Evidence {
  std::int64_t utf8_characters = 0;  // longer than a byte
  std::int64_t other_bytes = 0;      // that are not UTF-8
  bool is_plausible_1250 = true;

  void add(std::string_view bytes) {
    for (const char c : bytes) {
      is_plausible_1250 = is_plausible_1250 && (!has_high_bit(c) || windows_1250(c) != 0);
    }
    while (!bytes.empty()) {
      if (!has_high_bit(bytes.front())) {
        bytes.remove_prefix(1);
        continue;
      }
      std::int32_t code = 0;
      const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                           static_cast<utf8proc_ssize_t>(bytes.size()), &code);
      utf8_characters += length > 1 ? 1 : 0;
      other_bytes += length < 1 ? 1 : 0;
      bytes.remove_prefix(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(length, 1)));
    }
  }
};

// The bytes at the end that may be the beginning of a character.
std::size_t unfinished(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte >= 0xC0U) {
      const std::size_t length = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : 2;
      return length > back ? back : 0;
    }
    if (byte < 0x80U) {
      return 0;
    }
  }
  return 0;
}

Evidence evidence_in(std::streambuf& file) {
  Evidence evidence;
  std::string piece(65'536, '\0');
  std::size_t kept = 0;
  for (;;) {
    const auto count =
        file.sgetn(piece.data() + kept, static_cast<std::streamsize>(piece.size() - kept));
    const std::string_view bytes(piece.data(), kept + static_cast<std::size_t>(count));
    if (count <= 0) {
      evidence.add(bytes);
      return evidence;
    }
    kept = unfinished(bytes);
    evidence.add(bytes.substr(0, bytes.size() - kept));
    std::copy(bytes.end() - static_cast<std::ptrdiff_t>(kept), bytes.end(), piece.begin());
  }
}

void rewind(std::istream& file) {
  file.clear();
  file.seekg(0);
}

}  // namespace

TextFile::TextFile(std::istream& file) : file_(file.rdbuf()), encoding_(encoding_of(file)) {
  rewind(file);
}

std::string_view TextFile::start() {
  sgetc();
  return {gptr(), egptr()};
}

TextFile::Encoding TextFile::encoding_of(std::istream& file) {
  rewind(file);
  std::string start(4, '\0');
  start.resize(
      static_cast<std::size_t>(std::max<std::streamsize>(file.rdbuf()->sgetn(start.data(), 4), 0)));
  if (start.starts_with("\xFF\xFE") ||
      (start.size() == 4 && start[1] == 0 && start[3] == 0 && start[0] != 0)) {
    return Encoding::utf16_little;
  }
  if (start.starts_with("\xFE\xFF") ||
      (start.size() == 4 && start[0] == 0 && start[2] == 0 && start[1] != 0)) {
    return Encoding::utf16_big;
  }
  rewind(file);
  const auto evidence = evidence_in(*file.rdbuf());
  // A few characters of UTF-8 come about by chance.
  const bool is_1250 =
      evidence.other_bytes > 3 * evidence.utf8_characters && evidence.is_plausible_1250;
  return is_1250 ? Encoding::windows_1250 : Encoding::as_it_is;
}

TextFile::int_type TextFile::underflow() {
  for (std::size_t size = 0; size == 0;) {
    const auto count = file_->sgetn(read_.data(), static_cast<std::streamsize>(read_.size()));
    if (count <= 0) {
      return traits_type::eof();
    }
    size = decode(read_.data(), static_cast<std::size_t>(count));
    setg(decoded_.data(), decoded_.data(), decoded_.data() + size);
  }
  return traits_type::to_int_type(*gptr());
}

char32_t TextFile::unit_at(const char* bytes) const {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const auto second = static_cast<unsigned char>(bytes[1]);
  return encoding_ == Encoding::utf16_little ? first | char32_t{second} << 8U
                                             : second | char32_t{first} << 8U;
}

std::size_t TextFile::decode(const char* bytes, std::size_t count) {
  std::size_t size = 0;
  switch (encoding_) {
    case Encoding::as_it_is:
      std::copy_n(bytes, count, decoded_.begin());
      return count;
    case Encoding::windows_1250:
      for (std::size_t i = 0; i < count; ++i) {
        put(windows_1250(bytes[i]), size);
      }
      return size;
    case Encoding::utf16_little:
    case Encoding::utf16_big:
      break;
  }
  for (std::size_t i = 0; i + 1 < count; i += 2) {
    const auto unit = unit_at(bytes + i);
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_surrogate_ = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      const bool is_pair = high_surrogate_ != 0;
      put(is_pair ? 0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (unit - 0xDC00) : kReplacement,
          size);
      high_surrogate_ = 0;
    } else {
      put(unit, size);
      high_surrogate_ = 0;
    }
  }
  return size;
}

void TextFile::put(char32_t character, std::size_t& size) {
  auto* const place = reinterpret_cast<utf8proc_uint8_t*>(decoded_.data() + size);
  size += static_cast<std::size_t>(
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), place));
}

}  // namespace shop
