#include "chain/keys/base58.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

using chain::Bytes;
using chain::decode_base58check;
using chain::encode_base58check;

struct Base58Example {
  const char* text;
  const char* hex;  // version and payload
};

// BIP49's address; addresses and WIF keys published with their bytes.
constexpr Base58Example kExamples[] = {
    {"2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2", "c4336caa13e08b96080a32b5d818d59b4ab3b36742"},
    {"cULrpoZGXiuC19Uhvykx7NugygA3k86b3hmdCeyvHYQZSxojGyXJ",
     "efc9bdb49cfbaedca21c4b1f3a7803c34636b1d7dc55a717132443fc3f4c5867e801"},
    {"1111111111111111111114oLvT2", "000000000000000000000000000000000000000000"},
};

TEST(Base58Check, AgreesWithPublishedExamples) {
  for (const auto& [text, hex] : kExamples) {
    const auto bytes = *chain::from_hex(hex);
    EXPECT_EQ(encode_base58check(bytes), text);
    EXPECT_EQ(decode_base58check(text), bytes) << text;
  }
}

TEST(Base58Check, RefusesWhatIsMalformed) {
  for (const auto* text : {"", "1", "11111", "0OIl", "2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD3",
                           " 2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2", "2Mww8dCYPUpKHofjgcXcBCEGmniw9",
                           "12Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2"}) {
    EXPECT_FALSE(decode_base58check(text)) << text;
  }
  EXPECT_FALSE(decode_base58check(encode_base58check(Bytes(150, 0xFF))));  // 211 characters
}

RC_GTEST_PROP(Base58Check, IsReadAsItWasWritten, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, 120);
  auto bytes = *rc::gen::container<Bytes>(size, rc::gen::arbitrary<std::uint8_t>());
  const auto zeros = *rc::gen::inRange<std::size_t>(0, size + 1);
  std::fill_n(bytes.begin(), zeros, std::uint8_t{0});
  RC_ASSERT(decode_base58check(encode_base58check(bytes)) == std::optional(bytes));
}

RC_GTEST_PROP(Base58Check, NoticesADamagedCharacter, (Bytes bytes)) {
  bytes.resize(21);
  auto text = encode_base58check(bytes);
  const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
  const char other = *rc::gen::arbitrary<char>();
  RC_PRE(text[place] != other);
  text[place] = other;
  RC_ASSERT(!decode_base58check(text));
}

}  // namespace
