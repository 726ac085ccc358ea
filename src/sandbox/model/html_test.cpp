#include "sandbox/model/html.h"

#include <array>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace {

using sandbox::Entity;

std::string error_of(std::string_view source) {
  const auto parsed = sandbox::parse_html(source);
  return parsed ? "no error" : parsed.error();
}

TEST(Html, TurnsTagsIntoEntitiesMeasuredInUtf16) {
  const auto parsed = sandbox::parse_html("🔥 <s>100 PLN</s> <b>80 <i>PLN</i></b>");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text, "🔥 100 PLN 80 PLN");
  EXPECT_EQ(parsed->entities,
            (std::vector<Entity>{
                {"strikethrough", 3, 7, ""}, {"bold", 11, 6, ""}, {"italic", 14, 3, ""}}));
}

TEST(Html, KnowsEveryTagOfTheBotApi) {
  const auto parsed = sandbox::parse_html(
      "<strong>1</strong><em>2</em><ins>3</ins><del>4</del><strike>5</strike><u>6</u>"
      "<span class=\"tg-spoiler\">7</span><tg-spoiler>8</tg-spoiler><code>9</code>"
      "<pre><code class=\"language-sql\">a</code></pre><blockquote expandable>b</blockquote>"
      "<a href='https://example.org/?a=1&amp;b=2'>c</a>"
      "<tg-emoji emoji-id=\"5368324170671202286\">d</tg-emoji>");
  ASSERT_TRUE(parsed) << parsed.error();
  EXPECT_EQ(parsed->text, "123456789abcd");
  ASSERT_EQ(parsed->entities.size(), 13U);
  EXPECT_EQ(parsed->entities[9], (Entity{"pre", 9, 1, "sql"}));
  EXPECT_EQ(parsed->entities[10], (Entity{"expandable_blockquote", 10, 1, ""}));
  EXPECT_EQ(parsed->entities[11], (Entity{"text_link", 11, 1, "https://example.org/?a=1&b=2"}));
}

TEST(Html, DecodesReferencesAndLeavesUnknownOnesAlone) {
  EXPECT_EQ(sandbox::parse_html("&lt;&gt;&amp;&quot;&#8364;&#x20AC; &nbsp; &#0; AT&T")->text,
            "<>&\"€€ &nbsp; &#0; AT&T");
}

TEST(Html, CutsBlanksAtBothEndsAndMovesEntities) {
  const auto parsed = sandbox::parse_html(" \n<b> bold </b>x<i> </i>\n");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text, "bold x");
  EXPECT_EQ(parsed->entities, (std::vector<Entity>{{"bold", 0, 5, ""}}));
}

TEST(Html, RefusesWhatTelegramRefusesInItsWords) {
  EXPECT_EQ(error_of("a<div>b</div>"), "Unsupported start tag \"div\" at byte offset 1");
  EXPECT_EQ(error_of("1 <2"), "Unclosed start tag at byte offset 2");
  EXPECT_EQ(error_of("1 < 2"), "Unsupported start tag \"\" at byte offset 2");
  EXPECT_EQ(error_of("<b>x"), "Can't find end tag corresponding to start tag \"b\"");
  EXPECT_EQ(error_of("x</b>"), "Unexpected end tag at byte offset 1");
  EXPECT_EQ(error_of("<b><i>x</b></i>"),
            "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"");
  EXPECT_EQ(error_of("<b>x</b"), "Unclosed end tag at byte offset 4");
  EXPECT_EQ(error_of("<span class=\"x\">y</span>"),
            "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0");
  EXPECT_EQ(error_of("<a href>y</a>"),
            "Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0");
  EXPECT_EQ(error_of("<a =x>y</a>"), "Empty attribute name in the tag \"a\" at byte offset 0");
  EXPECT_EQ(error_of("<a href=http://x>y</a>"), "Unexpected end of name token at byte offset 8");
  EXPECT_EQ(error_of("<a href=\"x"), "Unclosed start tag \"a\" at byte offset 0");
  EXPECT_EQ(error_of("<tg-emoji>x</tg-emoji>"), "Invalid custom emoji identifier specified");
}

TEST(Html, AnEmptyTagIsNoEntity) {
  const auto parsed = sandbox::parse_html("x<b></b>");
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->entities.empty());
}

// Generates texts in which tags, references and broken forms of both are likely.
rc::Gen<std::string> html_like() {
  const auto piece = rc::gen::element<std::string>(
      "<", ">", "/", "b", "</b>", "<b>", "<i>", "</i>", "<a href=\"", "\"", "<pre>", "</pre>",
      "<code class=\"language-c\">", "</code>", "&", "&lt;", "&#x", "1F525;", "&#", "55;", " ",
      "\n", "🔥", "ż", "=", "'", "<span class=\"tg-spoiler\">", "</span>",
      "<blockquote expandable>", "</blockquote>", "x");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& part : pieces) {
                          text += part;
                        }
                        return text;
                      });
}

RC_GTEST_PROP(HtmlProperty, EntitiesLieInsideTheTextAndNest, ()) {
  const auto parsed = sandbox::parse_html(*html_like());
  if (!parsed) {
    RC_ASSERT(!parsed.error().empty());
    return;
  }
  RC_ASSERT(base::is_utf8(parsed->text));
  const std::size_t length = base::utf16_length(parsed->text);
  std::vector<std::size_t> ends;
  for (const Entity& entity : parsed->entities) {
    RC_ASSERT(entity.length > 0U);
    RC_ASSERT(entity.offset + entity.length <= length);
    while (!ends.empty() && ends.back() <= entity.offset) {
      ends.pop_back();
    }
    const bool is_nested = ends.empty() || entity.offset + entity.length <= ends.back();
    RC_ASSERT(is_nested);
    ends.push_back(entity.offset + entity.length);
  }
}

// Generates well-formed HTML: every tag is closed, in order.
rc::Gen<std::string> well_formed_html() {
  const auto steps = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
  return rc::gen::map(steps, [](const std::vector<int>& choices) {
    constexpr std::array<std::string_view, 4> kTexts{"x", "🔥 ", "&lt;b&gt;", "\n"};
    constexpr std::array<std::string_view, 4> kTags{"b", "i", "s", "code"};
    std::string html;
    std::vector<std::string_view> open;
    const auto close = [&] {
      html.append("</").append(open.back()).append(">");
      open.pop_back();
    };
    for (const int choice : choices) {
      const auto index = static_cast<std::size_t>(choice) % 4;
      if (choice < 4) {
        html += kTexts.at(index);
      } else if (choice < 8) {
        open.push_back(kTags.at(index));
        html.append("<").append(open.back()).append(">");
      } else if (!open.empty()) {
        close();
      }
    }
    while (!open.empty()) {
      close();
    }
    return html;
  });
}

RC_GTEST_PROP(HtmlProperty, WritingItBackGivesTheSameText, ()) {
  const auto parsed = sandbox::parse_html(*well_formed_html());
  RC_ASSERT(parsed.has_value());
  const auto again = sandbox::parse_html(sandbox::to_html(*parsed));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == *parsed);
}

RC_GTEST_PROP(HtmlProperty, EscapedTextComesBackUnchanged, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("<", ">", "&", "\"", "lt;", "#60;", "b", "/", " ", "ż", "🔥"));
  std::string text;
  for (const std::string& piece : pieces) {
    text += piece;
  }
  const auto parsed = sandbox::parse_html(base::escape_html(text));
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(parsed->text == base::trim(text));
}

}  // namespace
