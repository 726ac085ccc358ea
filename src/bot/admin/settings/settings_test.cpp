// The settings of the shop as owners change them in the chat, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/settings/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

class SettingsChatTest : public Conversation {
 protected:
  SettingsChatTest() {
    auto values = shop::default_settings();
    apply(settings, values);
  }
  void open(std::string_view setting) {
    say(kOwner, "/admin");
    press(kOwner, "Settings");
    press(kOwner, setting);
  }
  void set(std::string_view setting, std::string_view value) {
    open(setting);
    press(kOwner, "Change");
    say(kOwner, value);
    if (has_button(kOwner, "Save")) {
      press(kOwner, "Save");
    }
  }
  bool in_dialog() {
    return read([](db::Tx& tx) { return shop::load_dialog(tx, kOwner).has_value(); });
  }
};
INSTANTIATE_TEST_SUITE_P(, SettingsChatTest, support::kBothEngines, support::engine_name);

TEST_P(SettingsChatTest, AreListedWithTheirValues) {
  say(kOwner, "/admin");
  press(kOwner, "Settings");
  for (const auto* line :
       {"Name: not set", "Greeting (English): not set", "BLIK: how to pay: not set",
        "Smallest deposit: 5 PLN", "Referral commission: 3%", "Reservation time: 15 minutes",
        "Low stock: 3"}) {
    EXPECT_THAT(text_of(kOwner), HasSubstr(line));
  }
}

TEST_P(SettingsChatTest, NumbersAreTakenAsPeopleTypeThem) {
  set("Smallest deposit", "12,5 zł");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Saved"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 12.50 PLN"));
  set("Referral commission", " ７ ％ ");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 7%"));
  set("Reservation time", "３０");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 30 minutes"));
  EXPECT_FALSE(in_dialog());
}

TEST_P(SettingsChatTest, WhatDoesNotFitIsAskedForAgain) {
  open("Referral commission");
  press(kOwner, "Change");
  for (const auto* typed : {"101", "-1", "3.5", "a lot", "<b>", "\xF0\x9F\xA6\x8A"}) {
    say(kOwner, typed);
    EXPECT_THAT(text_of(kOwner), HasSubstr("a whole percentage from 0 to 100")) << typed;
    EXPECT_TRUE(in_dialog());
  }
  say(kOwner, "");
  EXPECT_THAT(text_of(kOwner), HasSubstr("as a text message"));
  say(kOwner, "4");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 4%"));
  open("Smallest deposit");
  press(kOwner, "Change");
  say(kOwner, "20 000");
  EXPECT_THAT(text_of(kOwner), HasSubstr("must not be above"));
  say(kOwner, "9");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 9 PLN"));
}

TEST_P(SettingsChatTest, TextsAreShownBeforeTheyAreSaved) {
  open("Greeting (English)");
  press(kOwner, "Change");
  say(kOwner, std::string(501, 'x'));
  EXPECT_THAT(text_of(kOwner), HasSubstr("at most 500 characters"));
  say(kOwner, "Fresh <coffee> & more");
  EXPECT_THAT(text_of(kOwner), HasSubstr("This is what customers will see"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Fresh &lt;coffee&gt; &amp; more"));
  say(kCustomer, "/start");
  EXPECT_THAT(text_of(kCustomer), Not(HasSubstr("coffee")));
  say(kOwner, "Fresh tea");
  press(kOwner, "Save");
  say(kCustomer, "/start");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Fresh tea"));
  say(kPolishCustomer, "/start");
  EXPECT_THAT(text_of(kPolishCustomer), Not(HasSubstr("Fresh tea"))) << "another language";
}

TEST_P(SettingsChatTest, TheNameStandsAboveTheMenu) {
  set("Name", "Ann's\u00a0 shop");
  say(kCustomer, "/start");
  EXPECT_TRUE(text_of(kCustomer).starts_with("🏪 <b>Ann's shop</b>")) << text_of(kCustomer);
}

TEST_P(SettingsChatTest, InstructionsSwitchAWayToPayOnAndOff) {
  say(kOwner, "/admin");
  EXPECT_THAT(text_of(kOwner), HasSubstr("no way to pay"));
  set("BLIK: how to pay", "To 600 100 200");
  say(kOwner, "/admin");
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("no way to pay")));
  say(kCustomer, "/start");
  say(kCustomer, "/wallet");
  press(kCustomer, "Deposit");
  press(kCustomer, "BLIK");
  say(kCustomer, "50");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("To 600 100 200"));
  open("BLIK: how to pay");
  press(kOwner, "Back to default");
  say(kCustomer, "/wallet");
  press(kCustomer, "Deposit");
  EXPECT_FALSE(has_button(kCustomer, "BLIK"));
}

TEST_P(SettingsChatTest, AChangeIsUndoneUnlessAnotherCameSince) {
  settings.owner_ids.push_back(kOtherCustomer);
  set("Reservation time", "20");
  set("Reservation time", "30");
  press(kOwner, "Undo");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 20 minutes"));
  const auto key = shop::SettingName::reservation_minutes;
  const auto reply = press_data(kOtherCustomer, encode_callback(UndoSetting{key, 0, 2}));
  EXPECT_THAT(reply.toast, HasSubstr("changed again"));
  press(kOwner, "Undo");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: 30 minutes")) << "an undo is undone";
}

TEST_P(SettingsChatTest, TheEnvironmentWinsAndTheScreenSaysSo) {
  const shop::SettingKey key{shop::SettingName::reservation_minutes};
  settings.base.locked.insert(key);
  open("Reservation time");
  EXPECT_THAT(text_of(kOwner), HasSubstr("RESERVATION_MINUTES is set in .env"));
  EXPECT_FALSE(has_button(kOwner, "Change"));
  const auto before = state_of_shop();
  press_data(kOwner, encode_callback(AskSetting{key.name, 0}));
  EXPECT_FALSE(in_dialog());
  EXPECT_THAT(press_data(kOwner, encode_callback(ResetSetting{key.name, 0})).toast,
              HasSubstr("cannot be changed here"));
  EXPECT_EQ(state_of_shop(), before);
}

TEST_P(SettingsChatTest, CancelAndForgedPressesChangeNothing) {
  open("Name");
  press(kOwner, "Change");
  say(kOwner, "Shop");
  press(kOwner, "Cancel");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Now: not set"));
  EXPECT_FALSE(in_dialog());
  for (const auto& data : {encode_callback(SaveSetting{}),
                           encode_callback(ShowSetting{shop::SettingName::greeting, 99}),
                           encode_callback(AskSetting{shop::SettingName::shop_name, 1}),
                           encode_callback(ResetSetting{shop::SettingName::instructions, 7}),
                           encode_callback(UndoSetting{shop::SettingName::greeting, 9, 1})}) {
    EXPECT_FALSE(press_data(kOwner, data).screen) << data;
  }
  EXPECT_TRUE(press_data(kOwner, encode_callback(UndoSetting{})).is_alert);
}

TEST_P(SettingsChatTest, TheLongestTextsFit) {
  for (const auto* setting :
       {"BLIK: how to pay", "Bank transfer: how to pay", "Terms", "Support contact"}) {
    set(setting, std::string(3500, '&'));
    EXPECT_THAT(text_of(kOwner), HasSubstr("Saved")) << setting;
  }
  set("Greeting (Polski)", std::string(500, '<'));
  say(kPolishCustomer, "/start");
  say(kOwner, "/admin");
  press(kOwner, "Settings");
}

TEST_P(SettingsChatTest, SpeakPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Ustawienia");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Najmniejsza wpłata: 5 zł"));
  press(kPolishCustomer, "Niski stan");
  press(kPolishCustomer, "Zmień");
  say(kPolishCustomer, "dużo");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("„dużo” nie pasuje"));
  say(kPolishCustomer, "7");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Teraz: 7"));
  press(kPolishCustomer, "Cofnij");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Teraz: 3"));
}

TEST_P(SettingsChatTest, TheFirstStartOfAnOwnerListsTheFirstSteps) {
  const auto welcome = say(kOwner, "/start");
  ASSERT_EQ(welcome.more.size(), 1U);
  const auto& steps = welcome.more[0];
  expect_sendable(steps);
  EXPECT_THAT(steps.text, HasSubstr("⬜ Add a product"));
  EXPECT_THAT(steps.text, HasSubstr("⬜ Choose how customers pay"));
  EXPECT_TRUE(say(kOwner, "/start").more.empty()) << "once";
  EXPECT_TRUE(say(kCustomer, "/start").more.empty()) << "customers have none";
}

TEST_P(SettingsChatTest, FirstStepsAreTickedOneAfterTheOther) {
  say(kOwner, "/admin");
  press(kOwner, "First steps: 0 of 4");
  press(kOwner, "⬜ Choose how customers pay");
  EXPECT_THAT(text_of(kOwner), HasSubstr("⬜ BLIK"));
  press(kOwner, "BLIK: how to pay");
  press(kOwner, "Change");
  say(kOwner, "To 600 100 200");
  press(kOwner, "Save");
  say(kOwner, "/admin");
  press(kOwner, "First steps: 1 of 4");
  EXPECT_THAT(text_of(kOwner), HasSubstr("✅ Choose how customers pay"));
  press(kOwner, "⬜ Name, picture, greeting");
  EXPECT_THAT(text_of(kOwner), HasSubstr("@BotFather"));
  set("Name", "Corner");
  stock(voucher());
  say(kOwner, "/admin");
  EXPECT_TRUE(has_button(kOwner, "First steps: 3 of 4"));
  say(kCustomer, "/start");
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  say(kOwner, "/admin");
  EXPECT_FALSE(has_button(kOwner, "First steps"));
  press(kOwner, "Settings");
  press(kOwner, "First steps");
  EXPECT_THAT(text_of(kOwner), HasSubstr("All done"));
}

TEST_P(SettingsChatTest, FirstStepsAreHiddenForThatOwnerAlone) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kOwner, "/admin");
  press(kOwner, "First steps");
  press(kOwner, "Do not show again");
  say(kOwner, "/admin");
  EXPECT_FALSE(has_button(kOwner, "First steps"));
  say(kPolishCustomer, "/admin");
  EXPECT_TRUE(has_button(kPolishCustomer, "Pierwsze kroki: 0 z 4"));
}

}  // namespace
}  // namespace bot::admin
