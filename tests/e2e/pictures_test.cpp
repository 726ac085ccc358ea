// Pictures of offers: how owners set them, and that every chat has one live menu whatever the way
// between cards with and without a picture.
#include <algorithm>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "bot/admin/pictures/callbacks.h"
#include "bot/view/callback.h"
#include "e2e/end_to_end.h"
#include "sandbox/demo/canvas.h"
#include "shop/pictures/picture.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using sandbox::FaultKind;
using sandbox::Message;

constexpr std::string_view kPlain = "Plain voucher";

class Pictures : public EndToEnd {
 protected:
  static std::string png(int width, int height) {
    sandbox::Canvas canvas(width, height);
    canvas.shade({0, 0, width, height}, {20, 40, 200}, {250, 180, 20});
    return canvas.png();
  }
  // Two offers in one category; the voucher gets a picture.
  void stock_both() {
    illustrated_ = stock(voucher(), 2);
    auto plain = voucher();
    plain.name = kPlain;
    stock(plain);
    transact([&](db::Tx& tx) {
      const auto permit = shop::permit<shop::Act::edit_product>(shop::Actor::owner(kOwner)).value();
      const auto picture = shop::make_small(png(640, 480)).value();
      return shop::set_picture(tx, illustrated_, picture, permit, clock.now()).value();
    });
  }
  static bool is_live(const Message& message) {
    return message.is_from_bot && !message.is_deleted && !message.keyboard.empty();
  }
  static std::int64_t live_menus(Person& person) {
    return std::ranges::count_if(person.chat().messages(), is_live);
  }
  // Whether in the end as many menus live as before.
  static bool still_has(Person& person, std::int64_t menus) {
    return support::eventually([&] { return live_menus(person) == menus; });
  }
  static bool sees_menu(Person& person, bool in_photo, std::string_view text) {
    const auto message = person.chat().wait_for([&](const Message& one) {
      return is_live(one) && one.photo.has_value() == in_photo && one.text().contains(text);
    });
    return is_live(message);
  }
  void asks_for_picture(Person& owner) {
    owner.presses_data(bot::encode_callback(bot::admin::EditPicture{illustrated_}));
  }

  std::int64_t illustrated_ = 1;
};
INSTANTIATE_TEST_SUITE_P(, Pictures, support::kBothEngines, support::engine_name);

TEST_P(Pictures, AnOwnerSendsAPhotoAndCustomersSeeIt) {
  illustrated_ = stock(voucher(), 2);
  open();
  auto owner = this->owner();
  owner.says("/start");
  owner.sees("First steps");
  asks_for_picture(owner);
  owner.sees("has no picture yet");
  owner.sends_photo(png(1'600, 1'200));
  EXPECT_TRUE(sees_menu(owner, /*in_photo=*/true, "Customers see this picture from now on"));
  EXPECT_EQ(number("SELECT width FROM pictures"), 1'280);
  EXPECT_TRUE(support::eventually([&] {
    return number("SELECT COUNT(*) FROM picture_files") == 1;
  })) << "the owner's message sent it";
  auto anna = customer("Anna", 200);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  owner.presses("Remove picture");
  EXPECT_TRUE(sees_menu(owner, /*in_photo=*/false, "The picture was removed"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM pictures"), 0);
}

TEST_P(Pictures, APictureAsAFileIsTakenToo) {
  illustrated_ = stock(voucher());
  open();
  auto owner = this->owner();
  owner.says("/start");
  asks_for_picture(owner);
  owner.sends_file("photo.PNG", "image/png", png(2'000, 500));
  EXPECT_TRUE(sees_menu(owner, /*in_photo=*/true, "Customers see this picture"));
}

TEST_P(Pictures, WhatIsNoPictureIsAnswered) {
  illustrated_ = stock(voucher());
  open();
  auto owner = this->owner();
  owner.says("/start");
  asks_for_picture(owner);
  owner.sends_document("scan.pdf", "application/pdf", 50'000);
  owner.sees("not a picture that can be used");
  owner.sends_document("huge.png", "image/png", 20'971'520);
  owner.sees("larger than 20 MB");
  owner.sends_file("cat.gif", "image/gif", "GIF89a\x01\x01");
  owner.sees("not a picture that can be used");
  owner.sends_file("line.png", "image/png", png(1, 20'000));
  owner.sees("too long and narrow");
  owner.sends_file("half.png", "image/png", png(640, 480).substr(0, 600));
  owner.sees("damaged");
  owner.sends_sticker();
  owner.sees("not a picture that can be used");
  owner.says("here it is");
  owner.sees("not a picture that can be used");
  EXPECT_EQ(number("SELECT COUNT(*) FROM pictures"), 0);
  owner.sends_photo(png(640, 480));
  EXPECT_TRUE(sees_menu(owner, /*in_photo=*/true, "Customers see this picture")) << "it went on";
}

TEST_P(Pictures, EveryWayLeavesOneLiveMenu) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.says("/shop");
  anna.sees("Pick a product");
  const auto menus = live_menus(anna);
  const auto goes = [&](std::string_view button, bool in_photo, std::string_view text) {
    anna.presses(button);
    EXPECT_TRUE(sees_menu(anna, in_photo, text)) << button;
    EXPECT_TRUE(still_has(anna, menus)) << button << "\n" << anna.chat().transcript();
  };
  goes("Book voucher", true, "Price: 100 PLN");
  goes("Back", false, "Pick a product");
  goes(kPlain, false, "Price: 100 PLN");
  goes("Back", false, "Pick a product");
  goes("Book voucher", true, "Price: 100 PLN");
  goes("Buy", false, "Reserved");
  goes("Cancel", false, "");
}

TEST_P(Pictures, AFileIdThatTelegramRefusesIsReplaced) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  EXPECT_TRUE(
      support::eventually([&] { return number("SELECT COUNT(*) FROM picture_files") == 1; }));
  transact(
      [](db::Tx& tx) { return tx.execute("UPDATE picture_files SET file_id = 'AgACAother'"); });
  auto ben = customer("Ben", 500);
  ben.walks_to_voucher();
  EXPECT_TRUE(sees_menu(ben, /*in_photo=*/true, "Price: 100 PLN"));
  EXPECT_TRUE(support::eventually(
      [&] { return text("SELECT file_id FROM picture_files") != "AgACAother"; }));
}

TEST_P(Pictures, BytesAreSentOnce) {
  stock_both();
  open();
  for (const auto* name : {"Anna", "Ben", "Celia"}) {
    auto customer = this->customer(name, 500);
    customer.walks_to_voucher();
    EXPECT_TRUE(sees_menu(customer, /*in_photo=*/true, "Price: 100 PLN"));
    EXPECT_TRUE(
        support::eventually([&] { return number("SELECT COUNT(*) FROM picture_files") == 1; }));
  }
  EXPECT_EQ(telegram.file_count(), 1U);
}

TEST_P(Pictures, APictureThatTelegramDoesNotTakeIsLeftOut) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.says("/shop");
  anna.sees("Pick a product");
  const auto menus = live_menus(anna);
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "editMessageMedia",
                   .times = 2,
                   .description = "Bad Request: IMAGE_PROCESS_FAILED"});
  anna.presses("Book voucher");
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/false, "Price: 100 PLN"));
  EXPECT_TRUE(still_has(anna, menus));
}

TEST_P(Pictures, WhereTheNewMenuCannotBeSentTheOldOneStays) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  const auto menus = live_menus(anna);
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "sendMessage",
                   .description = "Bad Request: something new"});
  const auto card = anna.chat().newest().value();
  anna.presses_in(card, "Back");
  EXPECT_TRUE(support::eventually([&] { return log().contains("something new"); }));
  EXPECT_EQ(live_menus(anna), menus);
  anna.presses_in(card, "Back");
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/false, "Pick a product"));
  EXPECT_TRUE(still_has(anna, menus));
}

TEST_P(Pictures, AnOldPhotoLosesItsButtonsInstead) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  const auto menus = live_menus(anna);
  clock.advance(std::chrono::hours(49));
  anna.presses("Back");
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/false, "Pick a product"));
  EXPECT_TRUE(still_has(anna, menus));
  const auto messages = anna.chat().messages();
  EXPECT_TRUE(std::ranges::any_of(messages, [](const Message& one) {
    return one.photo && !one.is_deleted && one.keyboard.empty();
  }));
}

TEST_P(Pictures, FastPressesOnOnePhotoLeaveOneMenu) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  const auto menus = live_menus(anna);
  const auto card = anna.chat().newest().value();
  anna.starts_press_in(card, "Back");
  anna.starts_press_in(card, "Buy");
  anna.starts_press_in(card, "Menu");
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/false, "Main menu"));
  EXPECT_TRUE(still_has(anna, menus)) << anna.chat().transcript();
}

TEST_P(Pictures, APictureReplacedWhileItIsShownDisturbsNobody) {
  stock_both();
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/true, "Price: 100 PLN"));
  auto owner = this->owner();
  owner.says("/start");
  asks_for_picture(owner);
  owner.sends_photo(png(800, 800));
  EXPECT_TRUE(sees_menu(owner, /*in_photo=*/true, "Customers see this picture from now on"));
  anna.presses("Buy");
  EXPECT_TRUE(sees_menu(anna, /*in_photo=*/false, "Reserved"));
  anna.presses("Confirm Purchase");
  anna.sees("Order");
  EXPECT_EQ(number("SELECT COUNT(*) FROM pictures"), 1);
}

TEST_P(Pictures, WhoLosesTheRoleMeanwhileSetsNone) {
  illustrated_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  asks_for_picture(manager);
  manager.sees("has no picture yet");
  take_roles();
  manager.sends_photo(png(640, 480));
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(number("SELECT COUNT(*) FROM pictures"), 0);
}

}  // namespace
}  // namespace e2e
