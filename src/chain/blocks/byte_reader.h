// Reads the little-endian wire format of blocks and transactions with bounds checked on every read.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "chain/keys/bytes.h"

namespace chain {

// After a read beyond the end, has_failed() is true and every read returns zeros or nothing; check
// it before using what was read. Keeps a view of the bytes. A value, not shared between threads.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  bool has_failed() const { return has_failed_; }
  ByteView whole() const { return bytes_; }
  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }

  // The next bytes; none when there are fewer.
  ByteView take(std::uint64_t count) {
    if (count > remaining()) {
      fail();
      return {};
    }
    const auto taken = bytes_.subspan(position_, static_cast<std::size_t>(count));
    position_ += taken.size();
    return taken;
  }

  template <class Number>
    requires std::is_integral_v<Number>
  Number number() {
    using Unsigned = std::make_unsigned_t<Number>;
    Unsigned value = 0;
    const auto bytes = take(sizeof(Number));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      value = static_cast<Unsigned>(value | static_cast<Unsigned>(Unsigned{bytes[i]} << (8 * i)));
    }
    return static_cast<Number>(value);
  }

  Hash256 hash() {
    Hash256 hash{};
    const auto bytes = take(hash.size());
    if (!bytes.empty()) {
      std::memcpy(hash.data(), bytes.data(), hash.size());
    }
    return hash;
  }

  // A CompactSize. Fails unless it is in the shortest form, as nodes do.
  std::uint64_t compact_size() {
    const auto first = number<std::uint8_t>();
    switch (first) {
      case 0xfd:
        return at_least(number<std::uint16_t>(), 0xfd);
      case 0xfe:
        return at_least(number<std::uint32_t>(), 0x1'0000);
      case 0xff:
        return at_least(number<std::uint64_t>(), 0x1'0000'0000);
      default:
        return first;
    }
  }

  // A CompactSize of things that take `min_bytes` each, so that a false one reserves no memory.
  std::uint64_t count_of(std::size_t min_bytes) {
    const auto count = compact_size();
    if (count > remaining() / min_bytes) {
      fail();
      return 0;
    }
    return count;
  }

  void fail() {
    has_failed_ = true;
    position_ = bytes_.size();
  }

 private:
  std::uint64_t at_least(std::uint64_t value, std::uint64_t min) {
    if (value < min) {
      fail();
    }
    return value;
  }

  ByteView bytes_;
  std::size_t position_ = 0;
  bool has_failed_ = false;
};

}  // namespace chain
