// Forged presses, strange texts and names, and updates that Telegram never sent.
#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/discounts/callbacks.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/shop/callbacks.h"
#include "e2e/end_to_end.h"

namespace e2e {
namespace {

using bot::encode_callback;

class BadInput : public EndToEnd {
 protected:
  // Presses a button with this data and returns the answer; checks that nothing in the shop
  // changed.
  sandbox::CallbackAnswer forge(Person& person, const std::string& data) {
    const auto before = state_of_shop();
    auto answer = person.presses_data(data);
    EXPECT_EQ(state_of_shop(), before) << data;
    return answer;
  }

  void expect_alive(Person& person) {
    person.says("/wallet");
    person.sees("Balance");
  }
};
INSTANTIATE_TEST_SUITE_P(, BadInput, support::kBothEngines, support::engine_name);

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

// Random bytes as a Bot API server passes them on: each above ASCII becomes a character.
std::string random_bytes(base::Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const auto byte = static_cast<unsigned char>(random.below(256));
    if (byte < 0x80) {
      text += static_cast<char>(byte);
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

TEST_P(BadInput, APressForAnothersOrderIsRefused) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  ASSERT_TRUE(outbox_is_sent());

  auto mallory = customer("Mallory", 1'000);
  mallory.says("/start");
  mallory.sees("Main menu");
  EXPECT_EQ(forge(mallory, encode_callback(bot::customer::ShowOrder{1})).text,
            "This order was not found.");
  EXPECT_EQ(forge(mallory, encode_callback(bot::customer::SendDeliveryAgain{1})).text,
            "This order was not found.");
  EXPECT_EQ(forge(mallory, encode_callback(bot::customer::ShowOrder{999})).text,
            "This order was not found.");
  expect_alive(mallory);
  EXPECT_FALSE(mallory.chat().transcript().contains("SECRET"));
}

TEST_P(BadInput, APressForAnothersReservationOrASoldUnitIsRefused) {
  const auto held = stock(voucher());
  auto rare = voucher();
  rare.name = "Rare voucher";
  const auto sold = stock(rare);
  open();
  auto anna = customer("Anna", 300);
  anna.walks_to_voucher();
  anna.presses("Buy");
  anna.sees("Reserved for you.");
  anna.presses_data(encode_callback(bot::customer::Buy{sold}));
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  ASSERT_TRUE(outbox_is_sent());

  const auto price = base::Money::units(100);
  auto mallory = customer("Mallory", 1'000);
  mallory.says("/start");
  mallory.sees("Main menu");
  forge(mallory, encode_callback(bot::customer::ConfirmPurchase{held, price}));
  mallory.sees("Your reservation has ended, and nothing was charged.");
  forge(mallory, encode_callback(bot::customer::CancelReservation{held}));
  forge(mallory, encode_callback(bot::customer::ShowReservation{held}));
  forge(mallory, encode_callback(bot::customer::Buy{held}));
  mallory.sees("Reserved by another user");
  forge(mallory, encode_callback(bot::customer::Buy{sold}));
  mallory.sees("Sorry, this product was just sold!");
  forge(mallory, encode_callback(bot::customer::ConfirmPurchase{sold, price}));
  forge(mallory, encode_callback(bot::customer::ConfirmPurchase{held, base::Money{}}));
  forge(mallory, encode_callback(bot::customer::ConfirmPurchase{999, price}));
  mallory.sees("This product is no longer in the shop.");
  EXPECT_EQ(balance(mallory), "1000.00");
  EXPECT_FALSE(mallory.chat().transcript().contains("SECRET"));
}

TEST_P(BadInput, AnOwnersActionIsRefusedToACustomer) {
  const auto unit = stock(voucher());
  open();
  auto mallory = customer("Mallory", 0);
  for (const auto* command : {"/admin", "/set_discount", "/ADMIN", "/admin@kram_demo_bot"}) {
    const auto before = state_of_shop();
    mallory.says(command);
    mallory.sees("I did not understand that.");
    EXPECT_EQ(state_of_shop(), before);
  }
  const auto half = base::Percent::of(50).value();
  for (const auto& data :
       {encode_callback(bot::admin::ShowPanel{}), encode_callback(bot::admin::DiscountCities{}),
        encode_callback(bot::admin::DiscountDistricts{unit, 0}),
        encode_callback(bot::admin::AskDiscount{unit}),
        encode_callback(bot::admin::SetDiscount{unit, half})}) {
    EXPECT_EQ(forge(mallory, data).text,
              "This button no longer works. Please open the menu again.");
  }
}

TEST_P(BadInput, GarbageIsAnsweredAndChangesNothing) {
  stock(voucher());
  open();
  auto mallory = customer("Mallory", 1'000);
  mallory.says("/start");
  mallory.sees("Main menu");
  std::vector<std::string> garbage{
      "",          "buy",    "buy.",     "buy.-1",          "buy.0",     "buy.zzzzzzzzzzzz",
      "BUY.1",     "buy.01", "buy.1.1",  "buy.1 ",          "confirm.1", "confirm.1.-5",
      "menu.1",    "shop.",  "shop.-1",  "language.1",      "language.", "'; DROP TABLE users; --",
      "order.1e9", "\n",     "😀😀😀😀", "discount_set.1.1"};
  garbage.push_back(std::string(64, 'a'));
  garbage.push_back(std::string("menu\0", 5));
  base::SeededRandom random(20'261'124);
  for (int i = 0; i < 20; ++i) {
    garbage.push_back(random_bytes(random, 64));
  }
  for (const auto& data : garbage) {
    forge(mallory, data);
  }
  expect_alive(mallory);
}

TEST_P(BadInput, ATextOfFourThousandEmojiIsAnswered) {
  stock(voucher());
  open();
  const auto emoji = repeated("😀", 4'096);
  auto anna = newcomer("Anna");
  anna.says(emoji);
  anna.sees("I did not understand that.");
  anna.says("/" + emoji);
  anna.sees("I did not understand that.");
  anna.says("/start ref_" + emoji);
  anna.sees("Main menu");

  auto owner = this->owner();
  owner.opens_discount_of_voucher();
  owner.says(emoji);
  owner.sees("is not a whole percentage");
  EXPECT_EQ(number("SELECT discount_percent FROM products"), 0);
}

TEST_P(BadInput, ANameMadeOfHtmlIsShownAsItIs) {
  open();
  const std::string name = R"(<b>x</b>&amp;<a href="http://a.b">)";
  auto eve = newcomer(name);
  eve.says("/start");
  eve.sees("Welcome, " + name + "!");
  const auto code = text("SELECT referral_code FROM users");
  auto twin = newcomer(name);
  twin.says("/start ref_" + code);
  twin.sees("You were invited by " + name + ".");
  EXPECT_TRUE(eve.sees("New Referral!").text().contains(name + " has joined with your link."));
  twin.presses("Leaderboard");
  twin.sees("1. " + name);
}

TEST_P(BadInput, NamesOfNothingButOddCharactersAreFine) {
  open();
  for (const std::string name : {"\u202eabc", "\u200b", "a\nb\tc", "{name}", "%s%n", "<", "&",
                                 "𝕬𝖓𝖓𝖆 👩‍👩‍👧‍👦"}) {
    auto somebody = newcomer(name);
    somebody.says("/start");
    somebody.sees("Welcome");
  }
  auto longest = newcomer(repeated("👩‍👩‍👧‍👦", 64));
  longest.says("/start");
  longest.sees("Welcome");
}

TEST_P(BadInput, UpdatesThatAreNotForTheShopAreLeftAlone) {
  open();
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.sees("Balance");
  const auto before = state_of_shop();
  const std::size_t messages = anna.chat().messages().size();
  const std::string from =
      fmt::format(R"("from":{{"id":{},"is_bot":false,"first_name":"Anna"}})", anna.id());
  const std::string chat = fmt::format(R"("chat":{{"id":{},"type":"private"}})", anna.id());
  const std::string group = R"("chat":{"id":-100777,"type":"supergroup","title":"Friends"})";
  const std::vector<std::string> updates{
      "{}",
      R"({"from_the_future":{"answer":42}})",
      R"({"message":{"message_id":1,"date":1,)" + chat + R"(,"text":"/start"}})",
      R"({"message":{"message_id":1,"date":1,)" + group + "," + from + R"(,"text":"/start"}})",
      R"({"message":{"message_id":1,"date":1,)" + group + R"(,"text":"/start"}})",
      R"({"message":{"message_id":1,"date":1,)" + chat + "," + from + R"(,"text":5}})",
      R"({"message":"/start"})",
      R"({"message":null})",
      R"({"message":{}})",
      R"({"edited_message":{"message_id":1,"date":1,)" + chat + "," + from +
          R"(,"text":"/start"}})",
      R"({"channel_post":{"message_id":1,"date":1,)" + group + R"(,"text":"/start"}})",
      R"({"callback_query":{"id":"1","data":"menu"}})",
      R"({"callback_query":{"id":"",)" + from + R"(,"data":"menu"}})",
      R"({"callback_query":{"id":"2",)" + from + R"(,"chat_instance":"1","game_short_name":"g"}})",
      R"({"callback_query":{"id":"3",)" + from +
          R"(,"data":"buy.1","message":{"message_id":1,"date":1,)" + group + "}}}",
      R"({"my_chat_member":{)" + group + "," + from +
          R"(,"date":1,"old_chat_member":{"status":"member","user":{"id":9}},)"
          R"("new_chat_member":{"status":"kicked","user":{"id":9}}}})",
      R"({"message":{"message_id":1,"date":1,"chat":{"id":8,"type":"private"},)"
      R"("from":{"id":8,"is_bot":true,"first_name":"Bot"},"text":"/start"}})"};
  for (const auto& update : updates) {
    telegram.push_update(boost::json::parse(update).as_object());
  }
  clock.advance(std::chrono::seconds(1));
  telegram.push_update(boost::json::parse(R"({"message":{"message_id":1,"date":1,)" + chat + "," +
                                          from +
                                          R"(,"text":"/wallet","from_the_future":{"a":[1,2]}}})")
                           .as_object());
  EXPECT_TRUE(support::eventually([&] { return anna.chat().messages().size() > messages; }));
  EXPECT_EQ(anna.chat().count("Balance"), 2U) << anna.chat().transcript();
  EXPECT_EQ(anna.chat().messages().size(), messages + 1) << anna.chat().transcript();
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_FALSE(log().contains("was not sent")) << log();
}

}  // namespace
}  // namespace e2e
