#include "bot/view/screen.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

struct ShowList {
  static constexpr std::string_view tag = "list";
  int offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowList, (), (offset))

std::vector<Button> page_row(PageOf page) {
  const std::vector<std::string> languages{"en"};
  const auto translations = Translations::load(languages);
  Screen screen;
  add_page_row(screen, translations->in("en"), page, [](int offset) { return ShowList{offset}; });
  return screen.rows.empty() ? std::vector<Button>{} : screen.rows.front();
}

TEST(Screen, LeavesOutAnEmptyRow) {
  Screen screen;
  screen.add(std::vector<Button>{}).add(link_button("Terms", "https://example.org"));
  ASSERT_EQ(screen.rows.size(), 1);
  EXPECT_EQ(screen.rows[0][0].url, "https://example.org");
}

TEST(Screen, SpreadsButtonsOverAGrid) {
  Screen screen;
  add_grid(screen, {button("1", ShowList{1}), button("2", ShowList{2}), button("3", ShowList{3})},
           2);
  ASSERT_EQ(screen.rows.size(), 2);
  EXPECT_EQ(screen.rows[0].size(), 2);
  EXPECT_EQ(screen.rows[1], std::vector{button("3", ShowList{3})});
}

TEST(Screen, GivesAWideButtonOfAGridARowOfItsOwn) {
  Screen screen;
  add_grid(screen,
           {button("1", ShowList{1}), button("Przelew bankowy: jak zapłacić", ShowList{2}),
            button("3", ShowList{3}), button("Eighteen letters..", ShowList{4})},
           2);
  ASSERT_EQ(screen.rows.size(), 3);
  EXPECT_EQ(screen.rows[0].size(), 1);
  EXPECT_EQ(screen.rows[1].size(), 1);
  EXPECT_EQ(screen.rows[2].size(), 2);
}

TEST(Screen, ShowsNoPageRowForAListThatFits) {
  EXPECT_TRUE(page_row({.offset = 0, .limit = 8, .has_more = false}).empty());
}

TEST(Screen, PagesInBothDirections) {
  const auto row = page_row({.offset = 8, .limit = 8, .has_more = true});
  ASSERT_EQ(row.size(), 2);
  EXPECT_EQ(row[0].callback_data, "list.0");
  EXPECT_EQ(row[1].callback_data, "list.g");
}

TEST(Screen, NeverPagesBeforeTheStart) {
  const auto row = page_row({.offset = 3, .limit = 8, .has_more = false});
  ASSERT_EQ(row.size(), 1);
  EXPECT_EQ(row[0].callback_data, "list.0");
}

}  // namespace
}  // namespace bot
