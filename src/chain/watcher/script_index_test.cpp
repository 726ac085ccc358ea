#include "chain/watcher/script_index.h"

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

TEST(ScriptIndex, FindsManyAtOnce) {
  base::SeededRandom random(1);
  ScriptIndex index(random);
  std::vector<Bytes> asked;
  asked.reserve(1'000);
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    asked.push_back(script(i));
  }
  const std::vector<chain::ByteView> views(asked.begin(), asked.end());
  EXPECT_TRUE(index.find_all(views).empty());
  for (const std::uint32_t number : {0U, 31U, 32U, 500U, 999U, 5'000U}) {
    index.add(script(number), number + 7);
  }
  std::vector<std::pair<std::size_t, std::uint32_t>> found;
  for (const auto& [position, derivation_index] : index.find_all(views)) {
    found.emplace_back(position, derivation_index);
  }
  EXPECT_EQ(found, (std::vector<std::pair<std::size_t, std::uint32_t>>{
                       {0, 7}, {31, 38}, {32, 39}, {500, 507}, {999, 1006}}));
  EXPECT_TRUE(index.find_all({}).empty());
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
