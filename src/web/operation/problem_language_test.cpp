#include "web/operation/problem_language.h"

#include <gtest/gtest.h>

namespace web {
namespace {

TEST(ProblemLanguage, FindsATextAndThoseWithValuesInThem) {
  EXPECT_EQ(translated("The balance would be below zero.", "pl"), "Saldo byłoby ujemne.");
  EXPECT_EQ(translated("must be between 1 and 200", "pl"), "musi być od 1 do 200");
  EXPECT_EQ(translated("`per_page` must be between 1 and 200.", "pl"),
            "`per_page` musi być od 1 do 200.");
  EXPECT_EQ(translated("The JSON document is larger than 7 bytes.", "pl"),
            "Dokument JSON ma ponad 7 bajtów.");
  EXPECT_EQ(translated("Nobody ever said this.", "pl"), std::nullopt);
  EXPECT_EQ(translated("The balance would be below zero.", "tlh"), std::nullopt);
}

TEST(ProblemLanguage, IsTheOneThatTheSenderLikesBest) {
  EXPECT_EQ(language_of("pl"), "pl");
  EXPECT_EQ(language_of("pl-PL,pl;q=0.9,en;q=0.8"), "pl");
  EXPECT_EQ(language_of("en, pl;q=0.9"), "en");
  EXPECT_EQ(language_of("de, pl;q=0.2"), "pl");
  EXPECT_EQ(language_of("pl;q=0, en"), "en");
  EXPECT_EQ(language_of(""), "en");
  EXPECT_EQ(language_of(";;;,,q=,pl;q=x"), "en");
}

TEST(ProblemLanguage, OnlyProblemsAreTranslated) {
  auto page = net::json_response(200, R"({"detail":"The balance would be below zero."})");
  translate_problem(page, "pl");
  EXPECT_EQ(page.body, R"({"detail":"The balance would be below zero."})");
}

}  // namespace
}  // namespace web
