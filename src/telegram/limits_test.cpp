#include "telegram/limits.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace telegram {
namespace {

TEST(VisibleLength, CountsWhatAReaderSees) {
  EXPECT_EQ(visible_length(""), 0U);
  EXPECT_EQ(visible_length("<b>Łódź</b>"), 4U);
  EXPECT_EQ(visible_length("a &lt; b &amp; c"), 9U);
  EXPECT_EQ(visible_length("<a href=\"https://example.com/?a=1&amp;b=2\">x</a>"), 1U);
  EXPECT_EQ(visible_length("🔥🔥"), 4U);
}

TEST(VisibleLength, EndsOnBrokenMarkupToo) {
  EXPECT_EQ(visible_length("1 < 2 & 3"), 9U);
  EXPECT_EQ(visible_length("<b"), 2U);
}

TEST(ShortenHtml, LeavesWhatFitsAlone) { EXPECT_EQ(shorten_html("<b>abc</b>", 3), "<b>abc</b>"); }

TEST(ShortenHtml, ClosesTheTagsThatAreOpenAtTheCut) {
  EXPECT_EQ(shorten_html("<b>a<i>bcd</i></b>", 3), "<b>a<i>b…</i></b>");
  EXPECT_EQ(shorten_html("<a href=\"https://example.com\">abcd</a>", 2),
            "<a href=\"https://example.com\">a…</a>");
  EXPECT_EQ(shorten_html("<b>a</b>bcd", 2), "<b>a</b>…");
}

TEST(ShortenHtml, CutsNeitherEntitiesNorCharacters) {
  EXPECT_EQ(shorten_html("a&amp;bc", 3), "a&amp;…");
  EXPECT_EQ(shorten_html("🔥🔥🔥", 4), "🔥…");
}

RC_GTEST_PROP(ShortenHtmlProperties, NeverShowsMoreThanAsked, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("<b>", "</b>", "&lt;", "x", "ż", "🔥", " "));
  int open = 0;
  std::string html;
  for (const std::string& word : words) {
    if (word == "</b>" && open == 0) {
      continue;
    }
    open += word == "<b>" ? 1 : word == "</b>" ? -1 : 0;
    html += word;
  }
  for (; open > 0; --open) {
    html += "</b>";
  }
  const auto max = *rc::gen::inRange<std::size_t>(1, 12);
  const std::string shortened = shorten_html(html, max);
  RC_ASSERT(visible_length(shortened) <= max);
  RC_ASSERT(base::is_utf8(shortened));
}

TEST(ShortenCallbackAnswer, KeepsTwoHundredCharacters) {
  EXPECT_EQ(shorten_callback_answer("short"), "short");
  EXPECT_EQ(base::utf16_length(shorten_callback_answer(std::string(500, 'x'))), 200U);
}

}  // namespace
}  // namespace telegram
