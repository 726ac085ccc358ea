#include "bot/view/delivery_wording.h"

#include <gtest/gtest.h>

#include "bot/testing/languages.h"

namespace bot {
namespace {

TEST(DeliveryWording, ShowsCodesToTapAndCopy) {
  EXPECT_EQ(delivery_html("SECRET-4711").text, "<code>SECRET-4711</code>");
  EXPECT_EQ(delivery_html("a<b\nPIN 12\n\nlast").text,
            "<code>a&lt;b</code>\n<code>PIN 12</code>\n\n<code>last</code>");
  EXPECT_EQ(delivery_html("Redeem at\nhttps://shop.example/r?c=1").text,
            "<code>Redeem at</code>\nhttps://shop.example/r?c=1");
}

TEST(DeliveryWording, ShowsInstructionsAsText) {
  const std::string words(300, 'x');
  EXPECT_EQ(delivery_html("go there " + words + "\nAAAA-1").text,
            "go there " + words + "\n<code>AAAA-1</code>");
}

TEST(DeliveryWording, CopiesWhatFitsAButton) {
  const auto translations = every_language();
  const auto& texts = translations.in("en");
  EXPECT_EQ(copy_delivery_button(texts, " AB-1\n"), copy_button("Copy code", "AB-1"));
  EXPECT_TRUE(copy_delivery_button(texts, std::string(256, 'x')));
  EXPECT_FALSE(copy_delivery_button(texts, std::string(257, 'x')));
  EXPECT_FALSE(copy_delivery_button(texts, " "));
}

}  // namespace
}  // namespace bot
