#include "base/text.h"

#include <array>

#include <gtest/gtest.h>

namespace {

TEST(Text, EscapesWhatTelegramReadsAsMarkup) {
  EXPECT_EQ(base::escape_html("<b>\"A&B\"</b>"), "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;");
}

TEST(Text, TellsWellFormedUtf8) {
  EXPECT_TRUE(base::is_utf8("zażółć 🔥"));
  for (const auto* text : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
                           "a\x80", "\xF0\x9F\x94"}) {
    EXPECT_FALSE(base::is_utf8(text));
  }
}

TEST(Text, CountsAsTelegramDoes) {
  EXPECT_EQ(base::utf16_length("ż"), 1U);
  EXPECT_EQ(base::utf16_length("🔥"), 2U);
}

TEST(Text, ShortensBetweenCharacters) {
  EXPECT_EQ(base::shorten("🔥🔥🔥", 6), "🔥🔥🔥");
  EXPECT_EQ(base::shorten("🔥🔥🔥", 5), "🔥🔥…");
  EXPECT_EQ(base::shorten("🔥🔥🔥", 4), "🔥…");
  EXPECT_EQ(base::shorten("abc", 1), "…");
}

TEST(Text, SplitsAndTrims) {
  EXPECT_EQ(base::split("a,,b", ',').size(), 3U);
  EXPECT_EQ(base::split("", ',').size(), 1U);
  EXPECT_EQ(base::trim(" \r\nx\t"), "x");
  EXPECT_EQ(base::trim("  "), "");
}

TEST(Text, FindsTheNearestName) {
  constexpr std::array<std::string_view, 2> names{"BOT_TOKEN", "DATABASE_URL"};
  EXPECT_EQ(base::nearest("BOT_TOKN", names), "BOT_TOKEN");
  EXPECT_EQ(base::nearest("SOMETHING", names), "");
}

TEST(Squeeze, KeepsWhatIsSaidAndDropsHowItIsSpaced) {
  EXPECT_EQ(base::squeeze(" Code\t4711\r\n\nPIN\u00A0 12 "), "Code 4711 PIN 12");
  EXPECT_EQ(base::squeeze("a\u200B\u00ADb"), "ab");
  EXPECT_EQ(base::squeeze("\u2003a\u3000b\u2028"), "a b");
  EXPECT_EQ(base::squeeze("cafe\u0301"), "caf\u00E9");
  EXPECT_EQ(base::squeeze("aB"), "aB");
  EXPECT_EQ(base::squeeze("1 23"), "1 23");
  EXPECT_EQ(base::squeeze(" \n"), "");
}

TEST(Text, ANameIsLegibleAmidOtherText) {
  EXPECT_EQ(base::legible("Ann  Nowak"), "Ann Nowak");
  EXPECT_EQ(base::legible("Łucja 🦊"), "Łucja 🦊");
  EXPECT_EQ(base::legible("\u202EnnA"), "nnA") << "without the override";
  EXPECT_EQ(base::legible("שרה"), "\u2068שרה\u2069");
  EXPECT_EQ(base::legible("محمد Ali"), "\u2068محمد Ali\u2069");
  EXPECT_EQ(base::legible("x\u0334\u0334\u0334\u0334\u0334\u0334y"), "x\u0334\u0334\u0334y");
  EXPECT_EQ(base::legible(" \u200b\u2069 "), "");
}

}  // namespace
