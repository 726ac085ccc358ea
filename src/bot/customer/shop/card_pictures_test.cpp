// Cards below pictures, and the ways to and from them.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/pictures/picture.h"

namespace bot::customer {
namespace {

using testing::HasSubstr;

class CardPicturesTest : public Conversation {
 protected:
  // The voucher has a picture, the other offer of its place has none.
  void SetUp() override {
    Conversation::SetUp();
    illustrated_ = stock(voucher());
    auto plain = voucher();
    plain.name = "Plain voucher";
    stock(plain);
    set_picture(illustrated_);
    for (const auto who : {kCustomer, kPolishCustomer}) {
      say(who, "/start");
      give_money(who, 200);
    }
  }
  std::int64_t set_picture(std::int64_t unit) {
    return transact([&](db::Tx& tx) {
      const auto permit = shop::permit<shop::Act::edit_product>(shop::Actor::owner(kOwner)).value();
      const shop::SmallPicture picture{.jpeg = "the bytes", .width = 4, .height = 3};
      return shop::set_picture(tx, unit, picture, permit, clock.now()).value();
    });
  }
  void expect_way(std::int64_t who, std::string_view button, bool has_picture_then) {
    press(who, button);
    EXPECT_EQ(has_picture(who), has_picture_then) << button << ": " << text_of(who);
  }

  std::int64_t illustrated_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, CardPicturesTest, support::kBothEngines, support::engine_name);

TEST_P(CardPicturesTest, StandAboveTheCardAndNowhereElse) {
  say(kCustomer, "/shop");
  EXPECT_FALSE(has_picture(kCustomer));
  expect_way(kCustomer, "100 PLN · Book voucher", true);
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Price: 100 PLN"));
  expect_way(kCustomer, "Back", false);
  expect_way(kCustomer, "100 PLN · Plain voucher", false);
  expect_way(kCustomer, "Back", false);
  expect_way(kCustomer, "100 PLN · Book voucher", true);
  expect_way(kCustomer, "Buy", false);
  expect_way(kCustomer, "Confirm Purchase", false);
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Order"));
}

TEST_P(CardPicturesTest, StandAboveThePolishCardToo) {
  say(kPolishCustomer, "/shop");
  expect_way(kPolishCustomer, "100 zł · Book voucher", true);
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Cena: 100 zł"));
  expect_way(kPolishCustomer, "Kup", false);
  expect_way(kPolishCustomer, "Anuluj", false);
}

TEST_P(CardPicturesTest, AreSentByFileIdOnceThereIsOne) {
  const auto card = encode_callback(ShowProduct{illustrated_});
  const auto first = press_data(kCustomer, card);
  ASSERT_TRUE(first.picture_above);
  EXPECT_EQ(first.picture_above->jpeg, "the bytes");
  transact([&](db::Tx& tx) {
    first.picture_above->on_uploaded(tx, "AgACAgQ");
    return true;
  });
  const auto second = press_data(kCustomer, card);
  ASSERT_TRUE(second.picture_above);
  EXPECT_EQ(second.picture_above->file_id, "AgACAgQ");
  EXPECT_EQ(second.picture_above->jpeg, "");
  EXPECT_EQ(read([&](db::Tx& tx) { return second.picture_above->load(tx); }), "the bytes");
  settings.bot_username = "another_bot";
  EXPECT_EQ(press_data(kCustomer, card).picture_above->file_id, "");
}

TEST_P(CardPicturesTest, AreReplacedWhileACardIsShown) {
  const auto card = encode_callback(ShowProduct{illustrated_});
  const auto shown = press_data(kCustomer, card).picture_above.value();
  set_picture(illustrated_);
  transact([&](db::Tx& tx) {
    shown.on_uploaded(tx, "of the old one");
    return true;
  });
  EXPECT_EQ(read([&](db::Tx& tx) { return shown.load(tx); }), std::nullopt);
  EXPECT_EQ(press_data(kCustomer, card).picture_above->file_id, "");
}

// Conversation checks that every text below a picture is at most 1024 characters long.
TEST_P(CardPicturesTest, LeaveRoomForALongDescription) {
  auto product = voucher();
  std::string long_name;
  for (int i = 0; i < 20; ++i) {
    long_name += "<&> \"";
  }
  for (auto* field : {&product.name, &product.city, &product.district, &product.category}) {
    *field = long_name;
  }
  std::string emoji;
  for (int i = 0; i < 2'000; ++i) {
    emoji += "🔥";
  }
  product.description = emoji;
  const auto unit = stock(product);
  set_picture(unit);
  press_data(kCustomer, encode_callback(ShowProduct{unit}));
  EXPECT_TRUE(has_picture(kCustomer));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("🔥🔥"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Price: 100 PLN"));
}

TEST_P(CardPicturesTest, LeaveAShortDescriptionWhole) {
  auto product = voucher();
  product.name = "Another";
  product.description = std::string(700, 'x');
  const auto unit = stock(product);
  set_picture(unit);
  press_data(kCustomer, encode_callback(ShowProduct{unit}));
  EXPECT_THAT(text_of(kCustomer), HasSubstr(product.description));
}

TEST_P(CardPicturesTest, CostNothingWhereThereAreNone) {
  const auto statements_of = [&](std::string_view card) {
    transact([&](db::Tx& tx) { return tx.execute("UPDATE users SET has_blocked_bot = true"); });
    press_data(kCustomer, card);  // in a writing transaction, whose statements are counted
    return awaited_statements();
  };
  const int with = statements_of(encode_callback(ShowProduct{illustrated_}));
  const int without = statements_of(encode_callback(ShowProduct{illustrated_ + 1}));
  EXPECT_EQ(with, without + 1);
}

}  // namespace
}  // namespace bot::customer
