#include "chain/script_index.h"

#include <gtest/gtest.h>

namespace {

using chain::Bytes;
using chain::ScriptIndex;

Bytes script(std::uint32_t number) {
  Bytes bytes{0x00, 0x14};
  bytes.resize(22);
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[2 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return bytes;
}

TEST(ScriptIndex, FindsWhatWasAddedAndNothingElse) {
  base::SeededRandom random(1);
  ScriptIndex index(random);
  EXPECT_EQ(index.find(script(0)), std::nullopt);
  constexpr std::uint32_t kCount = 20'000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    index.add(script(i), i);
  }
  EXPECT_EQ(index.size(), kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(index.find(script(i)), i);
    ASSERT_EQ(index.find(script(kCount + i)), std::nullopt);
  }
}

TEST(ScriptIndex, KeepsTheFirstIndexOfAScript) {
  base::SeededRandom random(1);
  ScriptIndex index(random);
  index.add(script(7), 7);
  index.add(script(7), 8);
  EXPECT_EQ(index.size(), 1U);
  EXPECT_EQ(index.find(script(7)), 7U);
}

TEST(ScriptIndex, TellsApartScriptsOfAllLengths) {
  base::SeededRandom random(1);
  ScriptIndex index(random);
  for (std::uint32_t length = 0; length < 200; ++length) {
    index.add(Bytes(length, 0), length);
  }
  EXPECT_EQ(index.size(), 200U);
  for (std::uint32_t length = 0; length < 200; ++length) {
    EXPECT_EQ(index.find(Bytes(length, 0)), length);
  }
}

}  // namespace
