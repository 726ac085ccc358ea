#include "chain/watcher/sip_hash.h"

#include <numeric>

#include <gtest/gtest.h>

namespace {

// The reference implementation's vectors: the key is 00 01 … 0f, the input 00 01 … of each length.
TEST(SipHash, GivesTheOfficialVectors) {
  const chain::SipKey key{.k0 = 0x0706'0504'0302'0100, .k1 = 0x0f0e'0d0c'0b0a'0908};
  chain::Bytes input(64);
  std::iota(input.begin(), input.end(), std::uint8_t{0});
  const auto hash = [&](std::size_t length) {
    return chain::sip_hash(key, chain::ByteView(input).first(length));
  };
  EXPECT_EQ(hash(0), 0x726f'db47'dd0e'0e31U);
  EXPECT_EQ(hash(1), 0x74f8'39c5'93dc'67fdU);
  EXPECT_EQ(hash(2), 0x0d6c'8009'd9a9'4f5aU);
  EXPECT_EQ(hash(3), 0x8567'6696'd7fb'7e2dU);
  EXPECT_EQ(hash(4), 0xcf27'94e0'2771'87b7U);
  EXPECT_EQ(hash(5), 0x1876'5564'cd99'a68dU);
  EXPECT_EQ(hash(6), 0xcbc9'466e'58fe'e3ceU);
  EXPECT_EQ(hash(7), 0xab02'00f5'8b01'd137U);
  EXPECT_EQ(hash(8), 0x93f5'f579'9a93'2462U);
  EXPECT_EQ(hash(15), 0xa129'ca61'49be'45e5U);
  EXPECT_EQ(hash(63), 0x958a'324c'eb06'4572U);
}

}  // namespace
