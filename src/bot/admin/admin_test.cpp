// What owners do, on both engines, and that others cannot.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/callbacks.h"
#include "bot/admin/discounts/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/core/dialog.h"
#include "shop/stock/catalog.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;

class AdminTest : public Conversation {
 protected:
  void walk_to_percent() {
    say(kOwner, "/set_discount");
    press(kOwner, "100 PLN · Book voucher");
  }
  int discount_of(std::int64_t unit) {
    return read([&](db::Tx& tx) { return shop::find_product(tx, unit)->discount_percent.value(); });
  }
  bool in_dialog(std::int64_t who) {
    return read([&](db::Tx& tx) { return shop::load_dialog(tx, who).has_value(); });
  }
};
INSTANTIATE_TEST_SUITE_P(, AdminTest, support::kBothEngines, support::engine_name);

TEST_P(AdminTest, TypesADiscountForTheWholeOffer) {
  const auto unit = stock(voucher(), 2);
  walk_to_percent();
  EXPECT_THAT(text_of(kOwner), HasSubstr("Price now: 100 PLN"));
  say(kOwner, "20");
  EXPECT_THAT(text_of(kOwner), HasSubstr("New price: <s>100 PLN</s> 80 PLN 🔥 -20%"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("2 units updated"));
  EXPECT_EQ(discount_of(unit), 20);
  EXPECT_EQ(discount_of(unit + 1), 20);
  EXPECT_FALSE(in_dialog(kOwner));
  press(kOwner, "Another product");
  EXPECT_TRUE(has_button(kOwner, "80 PLN 🔥 -20% · Book voucher"));
}

TEST_P(AdminTest, EveryButtonOfTheMenusLeadsToAScreen) {
  for (const MenuEntry& entry : navigation().menu) {
    const bool is_customers = entry.audience.includes(std::nullopt);
    EXPECT_EQ(press_data(kCustomer, entry.callback_data).screen.has_value(), is_customers)
        << entry.callback_data;
  }
  for (const MenuEntry& entry : navigation().panel) {
    EXPECT_TRUE(press_data(kOwner, entry.callback_data).screen) << entry.callback_data;
    EXPECT_FALSE(press_data(kCustomer, entry.callback_data).screen) << entry.callback_data;
  }
  for (const Command& command : navigation().commands) {
    EXPECT_TRUE(say(kOwner, "/" + std::string(command.name)).screen) << command.name;
  }
}

TEST_P(AdminTest, PicksAPresetFromThePanel) {
  const auto unit = stock(voucher());
  say(kOwner, "/admin");
  press(kOwner, "Discounts");
  press(kOwner, "100 PLN · Book voucher");
  press(kOwner, "50%");
  EXPECT_EQ(discount_of(unit), 50);
  EXPECT_FALSE(in_dialog(kOwner));
}

TEST_P(AdminTest, AsksAgainAfterAnInvalidPercentage) {
  const auto unit = stock(voucher());
  walk_to_percent();
  for (const char* typed : {"101", "-1", "a lot", "20.5", "12,5", "12.5 %", "", "<b>20</b>", "🦊",
                            "99999999999999999999"}) {
    say(kOwner, typed);
    EXPECT_THAT(text_of(kOwner), HasSubstr("is not a whole percentage")) << typed;
    EXPECT_TRUE(in_dialog(kOwner)) << typed;
  }
  EXPECT_EQ(discount_of(unit), 0);
  say(kOwner, " ２０ ％ ");
  EXPECT_EQ(discount_of(unit), 20);
}

TEST_P(AdminTest, BothEndsOfTheRangeWork) {
  const auto unit = stock(voucher());
  walk_to_percent();
  say(kOwner, "100");
  EXPECT_EQ(discount_of(unit), 100);
  press_data(kOwner, encode_callback(SetDiscount{unit, {}}));
  EXPECT_EQ(discount_of(unit), 0);
  EXPECT_THAT(text_of(kOwner), HasSubstr("New price: 100 PLN"));
}

TEST_P(AdminTest, CancelLeavesThePriceAsItIs) {
  const auto unit = stock(voucher());
  walk_to_percent();
  say(kOwner, "/cancel");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Cancelled"));
  EXPECT_FALSE(in_dialog(kOwner));
  say(kOwner, "20");
  EXPECT_THAT(text_of(kOwner), HasSubstr("did not understand"));
  EXPECT_EQ(discount_of(unit), 0);
  say(kOwner, "/cancel");
  EXPECT_THAT(text_of(kOwner), HasSubstr("nothing to cancel"));
}

TEST_P(AdminTest, ReservedUnitsAreListedToo) {
  stock(voucher());
  say(kCustomer, "/start");
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  walk_to_percent();
  EXPECT_THAT(text_of(kOwner), HasSubstr("Price now: 100 PLN"));
}

TEST_P(AdminTest, ASoldOrUnknownUnitIsRefusedWithTheNextStep) {
  const auto unit = stock(voucher());
  say(kCustomer, "/start");
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  walk_to_percent();
  press(kCustomer, "Confirm Purchase");
  const std::string before = state_of_shop();
  say(kOwner, "20");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Every unit of this product is sold"));
  EXPECT_TRUE(has_button(kOwner, "Another product"));
  for (const std::string& data :
       {encode_callback(SetDiscount{unit, *base::Percent::of(20)}),
        encode_callback(SetDiscount{999'999, *base::Percent::of(20)}),
        encode_callback(AskDiscount{unit}), encode_callback(AskDiscount{-1}),
        encode_callback(DiscountOffers{999'999, 0})}) {
    EXPECT_TRUE(press_data(kOwner, data).screen) << data;
  }
  EXPECT_EQ(state_of_shop(), before);
}

TEST_P(AdminTest, AnEmptyShopSaysHowToFillIt) {
  say(kOwner, "/set_discount");
  EXPECT_THAT(text_of(kOwner), HasSubstr("kram import products"));
}

TEST_P(AdminTest, DoesNotExistForOthers) {
  const auto unit = stock(voucher());
  say(kCustomer, "/nonsense");
  const std::string unknown = text_of(kCustomer);
  for (const char* command : {"/admin", "/set_discount"}) {
    say(kCustomer, command);
    EXPECT_EQ(text_of(kCustomer), unknown) << command;
  }
  const std::string stale = press_data(kCustomer, "nonsense").toast;
  const std::string before = state_of_shop();
  for (const std::string& data : {encode_callback(ShowPanel{}), encode_callback(DiscountCities{0}),
                                  encode_callback(AskDiscount{unit}),
                                  encode_callback(SetDiscount{unit, *base::Percent::of(90)})}) {
    const Reply reply = press_data(kCustomer, data);
    EXPECT_EQ(reply.toast, stale) << data;
    EXPECT_FALSE(reply.screen) << data;
  }
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_FALSE(in_dialog(kCustomer));
}

TEST_P(AdminTest, ThePanelIsInTheOwnersMenuAndLeadsBack) {
  say(kCustomer, "/start");
  say(kCustomer, "/start");
  EXPECT_FALSE(has_button(kCustomer, "Owner's panel"));
  say(kOwner, "/start");
  press(kOwner, "Owner's panel");
  EXPECT_TRUE(has_button(kOwner, "Discounts"));
  press(kOwner, "Back");
  EXPECT_TRUE(has_button(kOwner, "Wallet"));
  EXPECT_TRUE(has_button(kOwner, "Owner's panel"));
}

TEST_P(AdminTest, ThePanelSaysFirstThatNobodyCanPay) {
  say(kOwner, "/admin");
  EXPECT_TRUE(text_of(kOwner).starts_with("⚠️ <b>Customers have no way to pay.</b>"));
  settings.deposits.stars_per_unit = 5;
  say(kOwner, "/admin");
  EXPECT_TRUE(text_of(kOwner).starts_with("<b>Owner's panel</b>"));
}

TEST_P(AdminTest, SpeaksPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  stock(voucher());
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Rabaty");
  press(kPolishCustomer, "100 zł · Book voucher");
  say(kPolishCustomer, "dużo");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("„dużo” to nie jest liczba"));
  say(kPolishCustomer, "20");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Nowa cena: <s>100 zł</s> 80 zł 🔥 -20%"));
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Zmieniono 1 sztukę"));
}

}  // namespace
}  // namespace bot::admin
