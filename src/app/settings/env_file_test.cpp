#include "app/settings/env_file.h"

#include <gtest/gtest.h>

#include "app/settings/environment.h"

namespace {

using app::EnvEntry;
using app::parse_env_file;

std::vector<EnvEntry> parsed(std::string_view text) {
  auto entries = parse_env_file(text);
  EXPECT_TRUE(entries) << entries.error().message;
  return entries.value_or(std::vector<EnvEntry>{});
}

TEST(EnvFile, ReadsNamesAndValues) {
  EXPECT_EQ(parsed("A=1\n\n  # remark\nexport B = two words  \r\nC=\n"),
            (std::vector<EnvEntry>{{1, "A", "1"}, {4, "B", "two words"}, {5, "C", ""}}));
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "A=1"),
            (std::vector<EnvEntry>{{1, "A", "1"}}));
  EXPECT_TRUE(parsed("").empty());
}

TEST(EnvFile, EndsAnUnquotedValueAtAComment) {
  EXPECT_EQ(parsed("A=1 # one\nB=a#b\nC= # nothing\nD=#nothing\n"),
            (std::vector<EnvEntry>{{1, "A", "1"}, {2, "B", "a#b"}, {3, "C", ""}, {4, "D", ""}}));
}

TEST(EnvFile, ExpandsNothing) {
  EXPECT_EQ(parsed("A=$2b$12$x\nB=\"${A} `id`\"\n"),
            (std::vector<EnvEntry>{{1, "A", "$2b$12$x"}, {2, "B", "${A} `id`"}}));
}

TEST(EnvFile, ReadsQuotedValuesOverSeveralLines) {
  EXPECT_EQ(
      parsed("A='a # b\\n\nc'  # remark\nB=\"x\\n\\\"y\\\\\\t\\q\"\nC=3"),
      (std::vector<EnvEntry>{{1, "A", "a # b\\n\nc"}, {3, "B", "x\n\"y\\\t\\q"}, {4, "C", "3"}}));
}

TEST(EnvFile, NamesTheLineThatIsWrongAndNotItsContent) {
  const std::vector<std::pair<std::string, std::string>> examples{
      {"A=1\nsecret\n", "line 2 "},   {"A=1\n=secret", "line 2 "}, {"1A=secret", "line 1 "},
      {"A B=secret", "line 1 "},      {"\nA=\"secret", "line 2 "}, {"A='x'secret", "line 1 "},
      {"A='\n\n'\nsecret", "line 4 "}};
  for (const auto& [text, line] : examples) {
    const auto entries = parse_env_file(text);
    ASSERT_FALSE(entries) << text;
    EXPECT_TRUE(entries.error().message.contains(line)) << text << ": " << entries.error().message;
    EXPECT_FALSE(entries.error().message.contains("secret"));
  }
}

TEST(Environment, WinsOverTheFile) {
  const auto merged = app::merge_environment({{"CURRENCY", "EUR"}},
                                             "CURRENCY=USD\nLOG_LEVEL=debug\nLOG_LEVEL=warn\n");
  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->values.at("CURRENCY"), "EUR");
  EXPECT_EQ(merged->values.at("LOG_LEVEL"), "warn");
  EXPECT_TRUE(merged->warnings.empty());
}

TEST(Environment, WarnsOfUnknownNamesWithTheNearestKnownOne) {
  const auto merged = app::merge_environment({}, "BOT_TOKN=secret\nCOMPOSE_PROJECT_NAME=x\n");
  ASSERT_TRUE(merged);
  ASSERT_EQ(merged->warnings.size(), 2U);
  EXPECT_EQ(merged->warnings[0],
            ".env: line 1: BOT_TOKN is not a setting of Kram; did you mean BOT_TOKEN?");
  EXPECT_EQ(merged->warnings[1], ".env: line 2: COMPOSE_PROJECT_NAME is not a setting of Kram.");
  EXPECT_TRUE(merged->values.empty());
}

}  // namespace
