// An owner gives an offer its picture, as far as the chat goes; tests/e2e has the whole way.
#include <boost/mp11.hpp>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/callbacks.h"
#include "bot/admin/inventory/callbacks.h"
#include "bot/admin/pictures/callbacks.h"
#include "bot/admin/pictures/picture_screens.h"
#include "bot/testing/conversation.h"
#include "shop/core/dialog.h"
#include "shop/pictures/notices.h"
#include "shop/pictures/picture.h"
#include "shop/pictures/sent_picture.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;

class PicturesTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.owner_ids = {kOwner, kPolishCustomer};
    unit_ = stock(voucher(), 2);
    say(kOwner, "/start");
    say(kPolishCustomer, "/start");
  }
  void ask(std::int64_t who) { press_data(who, encode_callback(EditPicture{unit_})); }
  // What is done with the file once it is read.
  void settle(std::expected<shop::SmallPicture, shop::PictureProblem> made) {
    transact([&](db::Tx& tx) {
      shop::settle_sent_picture(tx, kOwner, unit_, made, settings.owner_ids, clock.now());
      return true;
    });
  }
  static shop::SmallPicture small() { return {.jpeg = "the bytes", .width = 4, .height = 3}; }
  std::optional<std::int64_t> picture() {
    return read([&](db::Tx& tx) { return shop::find_card(tx, unit_, clock.now())->picture_id; });
  }
  bool in_dialog(std::int64_t who) {
    return read([&](db::Tx& tx) { return shop::load_dialog(tx, who).has_value(); });
  }
  std::vector<std::string> kinds_of_notices(std::int64_t who) {
    std::vector<std::string> kinds;
    for (const auto& notice : outbox(who)) {
      kinds.push_back(notice.kind);
    }
    return kinds;
  }

  std::int64_t unit_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, PicturesTest, support::kBothEngines, support::engine_name);

TEST_P(PicturesTest, APhotoIsFetched) {
  press_data(kOwner, encode_callback(ShowStockOffer{unit_}));
  press(kOwner, "Picture");
  EXPECT_THAT(text_of(kOwner), HasSubstr("no picture yet"));
  EXPECT_FALSE(has_picture(kOwner));
  send_photo(kOwner, "AgACphoto");
  EXPECT_THAT(text_of(kOwner), HasSubstr("being prepared"));
  press(kOwner, "Back");
  EXPECT_TRUE(has_button(kOwner, "Picture")) << "the offer again";
  const auto notices = outbox(kOwner);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].kind, shop::kPictureSent.name);
  EXPECT_THAT(notices[0].payload, HasSubstr("AgACphoto"));
}

TEST_P(PicturesTest, ItIsShownAndReplacedAndRemoved) {
  settle(small());
  EXPECT_THAT(kinds_of_notices(kOwner), testing::ElementsAre(shop::kPictureRead.name));
  const auto first = picture();
  ASSERT_TRUE(first);
  ask(kOwner);
  EXPECT_TRUE(has_picture(kOwner));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Send another photo to replace it"));
  settle(small());
  EXPECT_NE(picture(), first);
  press(kOwner, "Remove picture");
  EXPECT_FALSE(has_picture(kOwner));
  EXPECT_EQ(picture(), std::nullopt);
  press_data(kOwner, encode_callback(RemovePicture{unit_}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("was removed")) << "twice is once";
  EXPECT_FALSE(in_dialog(kOwner));
}

TEST_P(PicturesTest, WhatIsNoneIsAnsweredAndTheDialogGoesOn) {
  ask(kOwner);
  say(kOwner, "a picture");
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_file(kOwner, {.file_id = "BQAC1", .mime_type = "application/pdf", .file_size = 900});
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_file(kOwner, {.file_id = "BQAC2", .mime_type = "video/mp4", .file_size = 900});
  EXPECT_THAT(text_of(kOwner), HasSubstr("not a picture that can be used"));
  send_file(kOwner, {.file_id = "BQAC3", .mime_type = "image/png", .file_size = 20'971'520});
  EXPECT_THAT(text_of(kOwner), HasSubstr("larger than 20 MB"));
  EXPECT_THAT(outbox(kOwner), testing::IsEmpty());
  EXPECT_TRUE(in_dialog(kOwner));
  send_file(kOwner, {.file_id = "BQAC4"});
  EXPECT_THAT(kinds_of_notices(kOwner), testing::ElementsAre(shop::kPictureSent.name))
      << "an app that does not say what it is";
  say(kOwner, "/cancel");
  EXPECT_FALSE(in_dialog(kOwner));
}

TEST_P(PicturesTest, InPolish) {
  ask(kPolishCustomer);
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("nie ma jeszcze zdjęcia"));
  say(kPolishCustomer, "zdjęcie");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Tego nie da się użyć"));
  send_photo(kPolishCustomer, "AgAC");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("przygotowywane"));
  settle(small());
  ask(kPolishCustomer);
  press(kPolishCustomer, "Usuń zdjęcie");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("zostało usunięte"));
}

TEST_P(PicturesTest, EveryProblemIsSaid) {
  const std::vector<std::string> languages{"en", "pl"};
  const auto translations = Translations::load(languages);
  const Texts& texts = translations->in("pl");
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<shop::PictureProblem>>(
      [&](auto problem) { expect_sendable(picture_problem_screen(texts, problem.value, 1)); });
}

TEST_P(PicturesTest, OfAProductThatIsGone) {
  press_data(kOwner, encode_callback(EditPicture{999}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("no longer in the shop"));
  press_data(kOwner, encode_callback(RemovePicture{999}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("no longer in the shop"));
  EXPECT_TRUE(has_button(kOwner, "Owner's panel"));
}

TEST_P(PicturesTest, WhoIsNoLongerOfTheStaffSetsNone) {
  ask(kOwner);
  send_photo(kOwner, "AgAC");
  settings.owner_ids = {kPolishCustomer};
  settle(small());
  EXPECT_EQ(picture(), std::nullopt);
}

}  // namespace
}  // namespace bot::admin
