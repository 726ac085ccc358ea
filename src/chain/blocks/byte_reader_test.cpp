#include "chain/blocks/byte_reader.h"

#include <gtest/gtest.h>

namespace {

using chain::ByteReader;
using chain::Bytes;

TEST(ByteReader, ReadsLittleEndianNumbers) {
  const Bytes bytes{0x01, 0x02, 0x03, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.number<std::uint32_t>(), 0x0403'0201U);
  EXPECT_EQ(reader.number<std::int64_t>(), -1);
  EXPECT_EQ(reader.remaining(), 0U);
  EXPECT_FALSE(reader.has_failed());
}

TEST(ByteReader, GivesNothingBeyondTheEnd) {
  const Bytes bytes{1, 2, 3};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.number<std::uint32_t>(), 0U);
  EXPECT_TRUE(reader.has_failed());
  EXPECT_TRUE(reader.take(1).empty());
  EXPECT_EQ(reader.hash(), chain::Hash256{});
  EXPECT_EQ(reader.compact_size(), 0U);
}

TEST(ByteReader, ReadsCompactSizesInTheirShortestFormOnly) {
  const auto read = [](const Bytes& bytes) -> std::optional<std::uint64_t> {
    ByteReader reader(bytes);
    const auto size = reader.compact_size();
    return reader.has_failed() ? std::nullopt : std::optional(size);
  };
  EXPECT_EQ(read({0xfc}), 0xfcU);
  EXPECT_EQ(read({0xfd, 0xfd, 0x00}), 0xfdU);
  EXPECT_EQ(read({0xfe, 0x00, 0x00, 0x01, 0x00}), 0x1'0000U);
  EXPECT_EQ(read({0xff, 0, 0, 0, 0, 1, 0, 0, 0}), 0x1'0000'0000U);
  EXPECT_EQ(read({0xfd, 0xfc, 0x00}), std::nullopt);
  EXPECT_EQ(read({0xfe, 0xff, 0xff, 0x00, 0x00}), std::nullopt);
  EXPECT_EQ(read({0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}), std::nullopt);
  EXPECT_EQ(read({0xfd, 0xfd}), std::nullopt);
  EXPECT_EQ(read({}), std::nullopt);
}

TEST(ByteReader, RefusesACountThatTheBytesCannotHold) {
  const Bytes bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.count_of(1), 0U);
  EXPECT_TRUE(reader.has_failed());
  const Bytes three{3, 1, 2, 3};
  ByteReader fitting(three);
  EXPECT_EQ(fitting.count_of(1), 3U);
  ByteReader larger(three);
  larger.count_of(2);
  EXPECT_TRUE(larger.has_failed());
}

}  // namespace
