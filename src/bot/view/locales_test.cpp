// Every text that the code names exists in every language, and nothing else does.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/view/translations.h"

namespace bot {
namespace {

namespace fs = std::filesystem;
using Ids = std::set<std::string>;
// What a text may hold that a translation must not lose: placeholders and opening tags.
using Parts = std::multiset<std::string>;
// For each id its texts: one, or one for each plural form.
using Entries = std::map<std::string, std::vector<std::string>>;

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

bool is_source(const fs::path& path) {
  return (path.extension() == ".cpp" || path.extension() == ".h") &&
         !path.stem().string().ends_with("_test");
}

Ids ids_in_sources() {
  // Also those of the table of methods, shop/deposits/deposit_method_table.cpp.
  static const std::regex literal(R"re("([a-z0-9_.]+)"_msg|\.message_id = "([a-z0-9_.]+)")re");
  Ids ids;
  for (const auto& entry : fs::recursive_directory_iterator("src")) {
    if (!is_source(entry.path())) {
      continue;
    }
    const auto text = contents(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), literal), end; it != end; ++it) {
      ids.insert((*it)[1].matched ? (*it)[1] : (*it)[2]);
    }
  }
  return ids;
}

// Reads the subset of the .po format that our files use.
Entries entries_of(const std::string& language) {
  static const std::regex line_form(R"re((msgid|msgid_plural|msgstr(?:\[\d\])?)? ?"(.*)")re");
  Entries entries;
  std::string id;
  std::string* target = nullptr;
  std::ifstream file("locales/" + language + ".po");
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, line_form)) {
      continue;
    }
    const std::string keyword = match[1];
    if (keyword == "msgid") {
      id = match[2];
      target = nullptr;
    } else if (keyword.starts_with("msgstr")) {
      target = &entries[id].emplace_back(match[2]);
    } else if (keyword.empty() && target) {
      *target += match[2];
    }
  }
  entries.erase("");
  return entries;
}

// What `form` captures in the file of that language; "0" when nothing fits.
std::string header_of(const std::string& language, const std::string& form) {
  const auto text = contents("locales/" + language + ".po");
  std::smatch match;
  return std::regex_search(text, match, std::regex(form)) ? match[1].str() : "0";
}

Parts parts_of(const std::string& text) {
  static const std::regex part(R"re(\{[a-z_]+\}|<[a-z]+)re");
  return {std::sregex_token_iterator(text.begin(), text.end(), part), std::sregex_token_iterator()};
}

template <class Map>
Ids keys(const Map& map) {
  Ids ids;
  for (const auto& [id, value] : map) {
    ids.insert(id);
  }
  return ids;
}

class Locales : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(, Locales, testing::ValuesIn(Translations::built_in()),
                         [](const auto& language) { return language.param; });

TEST_P(Locales, HasExactlyTheTextsThatTheCodeNames) {
  EXPECT_EQ(keys(entries_of(GetParam())), ids_in_sources());
}

TEST_P(Locales, LeavesNoTextEmpty) {
  for (const auto& [id, texts] : entries_of(GetParam())) {
    EXPECT_THAT(texts, testing::Each(testing::Not(testing::IsEmpty()))) << id;
  }
}

TEST_P(Locales, KeepsPlaceholdersAndMarkupOfTheFirstLanguage) {
  const auto first = entries_of(Translations::built_in().front());
  for (const auto& [id, texts] : entries_of(GetParam())) {
    for (const auto& text : texts) {
      EXPECT_EQ(parts_of(text), parts_of(first.at(id).front())) << id;
    }
  }
}

TEST_P(Locales, IsNamedAfterItsLanguage) {
  EXPECT_EQ(GetParam().size(), 2U) << "callback data holds a language as two letters";
  EXPECT_EQ(header_of(GetParam(), R"(Language: (\w+)\\n)"), GetParam());
}

TEST_P(Locales, HasAllItsPluralForms) {
  const auto forms = std::stoul(header_of(GetParam(), R"(nplurals=(\d+);)"));
  for (const auto& [id, texts] : entries_of(GetParam())) {
    EXPECT_THAT(texts.size(), testing::AnyOf(1U, forms)) << id;
  }
}

}  // namespace
}  // namespace bot
