#include "bot/view/translations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bot {
namespace {

Translations both() {
  const std::vector<std::string> languages{"en", "pl"};
  return *Translations::load(languages);
}

TEST(Translations, SpeaksEveryOfferedLanguage) {
  const auto translations = both();
  EXPECT_EQ(translations.in("en").label("language.name"_msg), "English");
  EXPECT_EQ(translations.in("pl").label("language.name"_msg), "Polski");
}

TEST(Translations, FallsBackToTheFirstLanguage) {
  const std::vector<std::string> languages{"pl", "en"};
  const auto translations = Translations::load(languages);
  EXPECT_EQ(translations->in(std::nullopt).language(), "pl");
  EXPECT_EQ(translations->in("de").language(), "pl");
}

TEST(Translations, RefusesLanguagesThatItDoesNotHave) {
  const std::vector<std::string> unknown{"en", "xx"};
  EXPECT_EQ(Translations::load(unknown).error().kind, base::ErrorKind::invalid);
  EXPECT_EQ(Translations::load({}).error().kind, base::ErrorKind::invalid);
}

TEST(Translations, MatchesTelegramsLanguageTags) {
  const auto translations = both();
  EXPECT_EQ(translations.match("pl-PL"), "pl");
  EXPECT_EQ(translations.match("en"), "en");
  EXPECT_EQ(translations.match("de"), std::nullopt);
  EXPECT_EQ(translations.match(""), std::nullopt);
}

TEST(Texts, EscapesValuesInMessagesButNotMarkupAndNotLabels) {
  const auto translations = both();
  const auto& english = translations.in("en");
  EXPECT_THAT(english.text("notice.new_referral"_msg, {{"name", "<b>&\"Eve\""}}),
              testing::HasSubstr("&lt;b&gt;&amp;&quot;Eve&quot; has joined"));
  EXPECT_EQ(english.text("price.plain"_msg, {{"price", Html{"<s>1</s>"}}}), "<s>1</s>");
  EXPECT_EQ(english.label("price.plain"_msg, {{"price", "<3"}}), "<3");
}

TEST(Texts, DoesNotFillPlaceholdersInsideValues) {
  const auto translations = both();
  EXPECT_EQ(translations.in("en").label("shop.offer_button"_msg,
                                        {{"name", "{price}"}, {"price", "{name}"}}),
            "{name} · {price}");
}

TEST(Texts, UsesThePluralFormsOfPolish) {
  const auto translations = both();
  const auto& polish = translations.in("pl");
  const auto minutes = [&](std::int64_t n) { return polish.plural_label("time.minutes"_msg, n); };
  EXPECT_EQ(minutes(1), "1 minuta");
  EXPECT_EQ(minutes(3), "3 minuty");
  EXPECT_EQ(minutes(5), "5 minut");
  EXPECT_EQ(minutes(12), "12 minut");
  EXPECT_EQ(minutes(22), "22 minuty");
  EXPECT_EQ(minutes(0), "0 minut");
}

}  // namespace
}  // namespace bot
