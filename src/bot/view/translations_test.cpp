#include "bot/view/translations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bot {
namespace {

Catalogue both() {
  const std::vector<std::string> languages{"en", "pl"};
  return *Catalogue::load(languages);
}

TEST(Catalogue, SpeaksEveryOfferedLanguage) {
  const auto catalogue = both();
  EXPECT_EQ(catalogue.in("en").label("language.name"_msg), "English");
  EXPECT_EQ(catalogue.in("pl").label("language.name"_msg), "Polski");
}

TEST(Catalogue, FallsBackToTheFirstLanguage) {
  const std::vector<std::string> languages{"pl", "en"};
  const auto catalogue = Catalogue::load(languages);
  EXPECT_EQ(catalogue->in(std::nullopt).language(), "pl");
  EXPECT_EQ(catalogue->in("de").language(), "pl");
}

TEST(Catalogue, RefusesLanguagesThatItDoesNotHave) {
  const std::vector<std::string> unknown{"en", "xx"};
  EXPECT_EQ(Catalogue::load(unknown).error().kind, base::ErrorKind::invalid);
  EXPECT_EQ(Catalogue::load({}).error().kind, base::ErrorKind::invalid);
}

TEST(Catalogue, MatchesTelegramsLanguageTags) {
  const auto catalogue = both();
  EXPECT_EQ(catalogue.match("pl-PL"), "pl");
  EXPECT_EQ(catalogue.match("en"), "en");
  EXPECT_EQ(catalogue.match("de"), std::nullopt);
  EXPECT_EQ(catalogue.match(""), std::nullopt);
}

TEST(Texts, EscapesValuesInMessagesButNotMarkupAndNotLabels) {
  const auto catalogue = both();
  const auto& english = catalogue.in("en");
  EXPECT_THAT(english.text("notice.new_referral"_msg, {{"name", "<b>&\"Eve\""}}),
              testing::HasSubstr("&lt;b&gt;&amp;&quot;Eve&quot; has joined"));
  EXPECT_EQ(english.text("price.plain"_msg, {{"price", Html{"<s>1</s>"}}}), "<s>1</s>");
  EXPECT_EQ(english.label("price.plain"_msg, {{"price", "<3"}}), "<3");
}

TEST(Texts, DoesNotFillPlaceholdersInsideValues) {
  const auto catalogue = both();
  EXPECT_EQ(
      catalogue.in("en").label("shop.offer_button"_msg, {{"name", "{price}"}, {"price", "{name}"}}),
      "{price} · {name}");
}

TEST(Texts, UsesThePluralFormsOfPolish) {
  const auto catalogue = both();
  const auto& polish = catalogue.in("pl");
  const auto left = [&](std::int64_t n) { return polish.plural_label("shop.left"_msg, n); };
  EXPECT_EQ(left(1), "została 1 sztuka");
  EXPECT_EQ(left(3), "zostały 3 sztuki");
  EXPECT_EQ(left(5), "zostało 5 sztuk");
  EXPECT_EQ(left(12), "zostało 12 sztuk");
  EXPECT_EQ(left(22), "zostały 22 sztuki");
  EXPECT_EQ(left(0), "zostało 0 sztuk");
}

}  // namespace
}  // namespace bot
