// A language needs nothing but its file in locales/.
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/language_screens.h"
#include "bot/testing/conversation.h"
#include "bot/testing/languages.h"

namespace bot::customer {
namespace {

// English with another name and header, and a third plural form.
std::string test_po() {
  std::ifstream english("locales/en.po");
  std::string po;
  for (std::string line; std::getline(english, line);) {
    if (line.starts_with("\"Language: ")) {
      line = R"("Language: xx\n")";
    } else if (line.starts_with("\"Plural-Forms: ")) {
      line = R"("Plural-Forms: nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);\n")";
    } else if (line == R"(msgstr "English")") {
      line = R"(msgstr "Xish")";
    } else if (line.starts_with("msgstr[1] ")) {
      line += "\nmsgstr[2] \"many: {count}\"";
    }
    po += line + "\n";
  }
  return po;
}

class ThirdLanguage : public testing::Test {
 protected:
  const TestLanguage language{"xx", test_po()};
  const std::vector<std::string> offered{"en", "xx"};
  const Translations translations = *Translations::load(offered, language.with_built_in());
  const Texts& texts = translations.in("xx");
};

TEST_F(ThirdLanguage, SpeaksWithItsOwnPluralForms) {
  EXPECT_EQ(translations.match("xx-YY"), "xx");
  EXPECT_EQ(texts.label("menu.shop"_msg), "Shop");
  EXPECT_EQ(texts.plural_label("shop.left"_msg, 1), "1 left");
  EXPECT_EQ(texts.plural_label("shop.left"_msg, 7), "many: 7");
}

TEST_F(ThirdLanguage, IsOfferedUnderItsName) {
  const Screen screen = languages_screen(texts, translations);
  ASSERT_EQ(screen.rows.size(), 3U);
  EXPECT_EQ(screen.rows[1][0].label, texts.label("language.present"_msg));
  EXPECT_EQ(languages_screen(translations.in("en"), translations).rows[1][0].label, "Xish");
  EXPECT_EQ(offered_language(translations, language_number("xx")), "xx");
}

TEST_F(ThirdLanguage, IsRefusedByAProgramWithoutItsFile) {
  EXPECT_FALSE(Translations::load(offered));
}

}  // namespace
}  // namespace bot::customer
