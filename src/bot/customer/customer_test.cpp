// What customers do, on both engines: the way from /start to a delivered order, and everything that
// may come in between.
#include "shop/customers/customer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/customer/callbacks.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/core/dialog.h"
#include "shop/customers/notices.h"
#include "shop/sales/notices.h"
#include "shop/sales/order.h"
#include "shop/sales/reservation.h"
#include "shop/stock/discounts/discount.h"
#include "shop/testing/bans.h"

namespace bot::customer {
namespace {

using testing::HasSubstr;

class CustomerTest : public Conversation {
 protected:
  // A voucher on a 20 % discount, and a customer with money.
  std::int64_t stock_discounted(int units = 1) {
    shop::NewProduct product = voucher();
    product.discount_percent = *base::Percent::of(20);
    return stock(product, units);
  }
  void enter(std::int64_t who, std::int64_t money) {
    say(who, "/start");
    give_money(who, money);
  }
  void buy(std::int64_t who) {
    walk_to_product(who, kLabel);
    press(who, "Buy");
  }
  std::vector<shop::Order> orders_of(std::int64_t who) {
    return read([&](db::Tx& tx) { return shop::orders_of(tx, who, {}); }).items;
  }
  void ban(std::int64_t who) {
    transact([&](db::Tx& tx) { return shop::set_banned(tx, who, true); });
  }

  static constexpr std::string_view kLabel = "80 PLN 🔥 -20% · Book voucher";
};
INSTANTIATE_TEST_SUITE_P(, CustomerTest, support::kBothEngines, support::engine_name);

TEST_P(CustomerTest, ReferredNewcomerIsWelcomedAndTheReferrerTold) {
  say(kCustomer, "/start");
  press(kCustomer, "Referrals");
  const std::string& text = text_of(kCustomer);
  const auto at = text.find("?start=ref_");
  ASSERT_NE(at, std::string::npos);
  const std::string code = text.substr(at + 7, 12);

  say(kOtherCustomer, "/start " + code);
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("invited by <b>Ann</b>"));
  const auto referred =
      read([&](db::Tx& tx) { return shop::find_customer(tx, kOtherCustomer)->referrer_id; });
  EXPECT_EQ(referred, kCustomer);
  const auto notices = outbox(kCustomer);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].kind, shop::kNewReferral.name);

  press(kCustomer, "Leaderboard");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("1. <b>Ann</b> · 0 PLN · 1 referral"));
  press(kCustomer, "Referrals");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("1 person has joined"));
}

TEST_P(CustomerTest, ALaterLinkChangesNothing) {
  say(kCustomer, "/start");
  say(kOtherCustomer, "/start ref_NOSUCHCD");
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("Welcome, <b>Bob</b>"));
  say(kOtherCustomer, "/start");
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("Hello, Bob"));
}

TEST_P(CustomerTest, BuysAtTheDiscountedPriceAndIsDelivered) {
  stock_discounted();
  enter(kCustomer, 85);
  walk_to_product(kCustomer, kLabel);
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<s>100 PLN</s> 80 PLN 🔥 -20%"));
  press(kCustomer, "Buy");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Time left: 15 minutes"));
  press(kCustomer, "Confirm Purchase");
  EXPECT_TRUE(has_woken_outbox());
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Your balance: 5 PLN"));

  EXPECT_EQ(balance(kCustomer), "5.00");
  const auto orders = orders_of(kCustomer);
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders[0].original_price, base::Money::units(100));
  EXPECT_EQ(orders[0].discount_applied.value(), 20);
  EXPECT_EQ(orders[0].final_price, base::Money::units(80));
  EXPECT_EQ(outbox(kCustomer).back().kind, shop::kDeliveryText.name);
  for (const auto& [who, name] : names) {
    EXPECT_EQ(screen_of(who).text.find("SECRET"), std::string::npos);
  }
}

TEST_P(CustomerTest, ASecondConfirmationShowsTheSameOrder) {
  const auto unit = stock_discounted(2);
  enter(kCustomer, 200);
  buy(kCustomer);
  press(kCustomer, "Confirm Purchase");
  const std::string order = text_of(kCustomer);
  const auto sold = orders_of(kCustomer)[0].product_id;
  press_data(kCustomer, encode_callback(ConfirmPurchase{sold, base::Money::units(80)}));
  EXPECT_EQ(text_of(kCustomer), order);
  EXPECT_EQ(orders_of(kCustomer).size(), 1U);
  EXPECT_EQ(balance(kCustomer), "120.00");
  EXPECT_LE(unit, sold);
}

TEST_P(CustomerTest, TooLittleMoneyKeepsTheHoldUntilThereIsEnough) {
  stock_discounted();
  enter(kCustomer, 50);
  buy(kCustomer);
  EXPECT_THAT(text_of(kCustomer), HasSubstr("You're <b>30 PLN</b> short"));
  EXPECT_FALSE(has_button(kCustomer, "Confirm Purchase"));
  EXPECT_EQ(balance(kCustomer), "50.00");
  press(kCustomer, "Deposit");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("@shop_help"));

  give_money(kCustomer, 30);
  say(kCustomer, "/shop");
  press(kCustomer, "My reservations");
  press(kCustomer, "Book voucher");
  press(kCustomer, "Confirm Purchase");
  EXPECT_EQ(orders_of(kCustomer).size(), 1U);
  EXPECT_EQ(balance(kCustomer), "0.00");
}

TEST_P(CustomerTest, HeldAndSoldUnitsAreRefusedWithTheWordsOfTheContract) {
  stock_discounted();
  enter(kCustomer, 100);
  enter(kOtherCustomer, 100);
  walk_to_product(kOtherCustomer, kLabel);
  const Screen card = screen_of(kOtherCustomer);
  buy(kCustomer);
  press(kOtherCustomer, "Buy");
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("Reserved by another user"));
  press(kCustomer, "Confirm Purchase");
  press(kOtherCustomer, "Try again");
  EXPECT_EQ(text_of(kOtherCustomer), "Sorry, this product was just sold!");
  press(kOtherCustomer, "Other products");
  EXPECT_THAT(text_of(kOtherCustomer), HasSubstr("Nothing is left here"));
  EXPECT_EQ(balance(kOtherCustomer), "100.00");
}

TEST_P(CustomerTest, CancelGivesTheUnitBack) {
  stock_discounted();
  enter(kCustomer, 100);
  buy(kCustomer);
  const Reply reply = press(kCustomer, "Cancel");
  EXPECT_EQ(reply.toast, "The reservation is cancelled.");
  EXPECT_TRUE(has_button(kCustomer, "Buy"));
  enter(kOtherCustomer, 100);
  buy(kOtherCustomer);
  EXPECT_TRUE(has_button(kOtherCustomer, "Confirm Purchase"));
}

TEST_P(CustomerTest, AHoldEndsWhenItsTimeIsOver) {
  stock_discounted();
  enter(kCustomer, 100);
  buy(kCustomer);
  clock.advance(std::chrono::minutes(15));
  press(kCustomer, "Confirm Purchase");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Your reservation has ended"));
  EXPECT_EQ(balance(kCustomer), "100.00");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  EXPECT_EQ(balance(kCustomer), "20.00");
}

TEST_P(CustomerTest, APriceThatChangedIsShownBeforeItIsPaid) {
  const auto unit = stock_discounted();
  enter(kCustomer, 100);
  buy(kCustomer);
  transact([&](db::Tx& tx) {
    return shop::set_discount(tx, unit, {*base::Percent::of(10)},
                              shop::permit<shop::Act::set_discount>(shop::Actor::owner(1)).value(),
                              clock.now())
        .value();
  });
  press(kCustomer, "Confirm Purchase");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("is now <s>100 PLN</s> 90 PLN 🔥 -10%"));
  EXPECT_EQ(balance(kCustomer), "100.00");
  press(kCustomer, "Confirm Purchase");
  EXPECT_EQ(balance(kCustomer), "10.00");
}

TEST_P(CustomerTest, HoldsAtMostThreeUnits) {
  for (const char* name : {"A", "B", "C", "D"}) {
    shop::NewProduct product = voucher();
    product.name = name;
    stock(product);
  }
  say(kCustomer, "/start");
  for (const char* label : {"100 PLN · A", "100 PLN · B", "100 PLN · C", "100 PLN · D"}) {
    walk_to_product(kCustomer, label);
    press(kCustomer, "Buy");
  }
  EXPECT_THAT(text_of(kCustomer), HasSubstr("You already hold 3 products"));
  press(kCustomer, "My reservations");
  press(kCustomer, "B");
  press(kCustomer, "Cancel");
  walk_to_product(kCustomer, "100 PLN · D");
  press(kCustomer, "Buy");
  EXPECT_TRUE(has_button(kCustomer, "Pay 100 PLN and buy"));
}

TEST_P(CustomerTest, BannedCustomersLookButDoNotBuy) {
  stock_discounted();
  enter(kCustomer, 100);
  ban(kCustomer);
  walk_to_product(kCustomer, kLabel);
  press(kCustomer, "Buy");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("cannot buy"));
  EXPECT_TRUE(has_button(kCustomer, "Support"));
}

TEST_P(CustomerTest, TermsAreAcceptedOnceBeforeTheFirstPurchase) {
  settings.terms_text = "Be fair.";
  const auto unit = stock_discounted(2);
  enter(kCustomer, 200);
  walk_to_product(kCustomer, kLabel);
  press(kCustomer, "Buy");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Be fair."));
  press_data(kCustomer, encode_callback(ConfirmPurchase{unit, base::Money::units(80)}));
  EXPECT_TRUE(has_button(kCustomer, "Accept")) << "no way around the terms";
  press(kCustomer, "Accept");
  press(kCustomer, "Confirm Purchase");
  EXPECT_EQ(orders_of(kCustomer).size(), 1U);
  buy(kCustomer);
  EXPECT_TRUE(has_button(kCustomer, "Confirm Purchase"));
}

TEST_P(CustomerTest, PastOrdersAreOpenedAndDeliveredAgain) {
  stock_discounted();
  enter(kCustomer, 100);
  buy(kCustomer);
  press(kCustomer, "Confirm Purchase");
  const auto claimed = outbox(kCustomer);
  transact([&](db::Tx& tx) {
    for (const auto& notice : claimed) {
      shop::mark_sent(tx, std::array{notice.id}, clock.now());
    }
    return true;
  });
  say(kCustomer, "/profile");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("🏅 First purchase"));
  press(kCustomer, "My orders");
  const std::int64_t id = orders_of(kCustomer)[0].id;
  press(kCustomer, "80 PLN · #" + std::to_string(id) + " Book voucher");
  press(kCustomer, "Send the delivery again");
  EXPECT_TRUE(has_woken_outbox());
  EXPECT_EQ(outbox(kCustomer).size(), 1U);
}

TEST_P(CustomerTest, CancellingADepositWakesTheOutboxForTheOwners) {
  say(kOwner, "/start");
  settings.deposits.instructions[shop::DepositMethod::blik] = "BLIK to 600 100 200";
  settings.deposits.min = base::Money::units(5);
  settings.deposits.max = base::Money::units(10'000);
  say(kCustomer, "/wallet");
  press(kCustomer, "Deposit");
  press(kCustomer, "BLIK");
  press(kCustomer, "100 PLN");
  press(kCustomer, "I have paid");
  EXPECT_TRUE(has_woken_outbox());
  ASSERT_EQ(outbox(kOwner).size(), 1U);
  press(kCustomer, "Cancel this deposit");
  EXPECT_TRUE(has_woken_outbox());
  EXPECT_EQ(outbox(kOwner).size(), 2U);
  say(kCustomer, "/wallet");
  EXPECT_FALSE(has_woken_outbox());
}

TEST_P(CustomerTest, WalletShowsBalanceAndPagedHistory) {
  say(kCustomer, "/start");
  for (int i = 1; i <= 12; ++i) {
    give_money(kCustomer, i);
  }
  say(kCustomer, "/wallet");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<b>78 PLN</b>"));
  press(kCustomer, "History");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Shop adjustment: <b>+12.00 PLN</b>"));
  EXPECT_FALSE(has_button(kCustomer, "◀️"));
  press(kCustomer, "▶️");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<b>+1.00 PLN</b>"));
  EXPECT_FALSE(has_button(kCustomer, "▶️"));
  press(kCustomer, "◀️");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("<b>+12.00 PLN</b>"));
}

TEST_P(CustomerTest, LongListsArePaged) {
  for (int i = 10; i < 22; ++i) {
    shop::NewProduct product = voucher();
    product.city = "City " + std::to_string(i);
    stock(product);
  }
  say(kCustomer, "/shop");
  EXPECT_TRUE(has_button(kCustomer, "City 19"));
  EXPECT_FALSE(has_button(kCustomer, "City 20"));
  press(kCustomer, "▶️");
  EXPECT_TRUE(has_button(kCustomer, "City 21"));
  EXPECT_FALSE(has_button(kCustomer, "▶️"));
}

TEST_P(CustomerTest, LanguageSwitchesInPlaceAndStays) {
  say(kCustomer, "/language");
  const Reply reply = press(kCustomer, "Polski");
  EXPECT_EQ(reply.placement, Placement::in_place);
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Wybierz język"));
  say(kCustomer, "/wallet");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Saldo"));
  say(kPolishCustomer, "/start");
  EXPECT_TRUE(has_button(kPolishCustomer, "Sklep")) << "Telegram's language is the first guess";
}

TEST_P(CustomerTest, BackButtonsLeadAllTheWayUp) {
  stock_discounted();
  for (auto [city, district, category] :
       {std::tuple("Gdynia", "Center", "Vouchers"), std::tuple("Warsaw", "Old Town", "Vouchers"),
        std::tuple("Warsaw", "Center", "Tickets")}) {
    auto other = voucher();
    other.city = city;
    other.district = district;
    other.category = category;
    stock(other);
  }
  walk_to_product(kCustomer, kLabel);
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, kLabel));
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, "Vouchers"));
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, "Center"));
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, "Warsaw"));
  press(kCustomer, "Menu");
  EXPECT_TRUE(has_button(kCustomer, "Wallet"));
}

TEST_P(CustomerTest, SingleChoicesAreSkippedThereAndBack) {
  stock_discounted();
  say(kCustomer, "/shop");
  EXPECT_TRUE(has_button(kCustomer, kLabel)) << "one city, one district, one category";
  EXPECT_FALSE(has_button(kCustomer, "Back")) << "it would lead here again";
  press(kCustomer, kLabel);
  press(kCustomer, "Buy");
  press(kCustomer, "Cancel");
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, kLabel));
  EXPECT_TRUE(has_button(kCustomer, "Menu"));
  auto elsewhere = voucher();
  elsewhere.district = "Old Town";
  stock(elsewhere);
  say(kCustomer, "/shop");
  EXPECT_FALSE(has_button(kCustomer, "Warsaw"));
  press(kCustomer, "Old Town");
  EXPECT_TRUE(has_button(kCustomer, "100 PLN · Book voucher (1)"));
  press(kCustomer, "Back");
  EXPECT_TRUE(has_button(kCustomer, "Center"));
  EXPECT_FALSE(has_button(kCustomer, "Back"));
}

TEST_P(CustomerTest, EveryCommandAnswers) {
  for (const char* command : {"/start", "/shop", "/wallet", "/profile", "/referrals",
                              "/leaderboard", "/language", "/support", "/help", "/cancel"}) {
    EXPECT_TRUE(say(kCustomer, command).screen) << command;
    EXPECT_THAT(text_of(kCustomer), Not(HasSubstr("did not understand"))) << command;
  }
}

TEST_P(CustomerTest, UnknownTextGetsAHintAndTheMenu) {
  std::string emoji;
  for (int i = 0; i < 2048; ++i) {
    emoji += "🦊";
  }
  for (const std::string& text : {std::string("hello"), std::string("/nonsense"), emoji,
                                  std::string("<b>&"), std::string("20")}) {
    say(kCustomer, text);
    EXPECT_THAT(text_of(kCustomer), HasSubstr("I did not understand that"));
    EXPECT_TRUE(has_button(kCustomer, "Shop"));
  }
}

TEST_P(CustomerTest, NamesMadeOfMarkupAreShownAsTheyAre) {
  names[kCustomer] = "<b>Ann</b><a href=\"x\">";
  say(kCustomer, "/start");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("&lt;b&gt;Ann&lt;/b&gt;&lt;a href=&quot;x&quot;&gt;"));
}

TEST_P(CustomerTest, ForgedPressesChangeNothing) {
  const auto unit = stock_discounted(2);
  enter(kCustomer, 100);
  enter(kOtherCustomer, 100);
  buy(kCustomer);
  press(kCustomer, "Confirm Purchase");
  const shop::Order order = orders_of(kCustomer)[0];
  transact([&](db::Tx& tx) {
    return shop::reserve(tx, kCustomer, unit, clock.now(), settings.reservation).value();
  });
  const auto held = unit == order.product_id ? unit + 1 : unit;
  const std::string before = state_of_shop();

  const base::Money price = base::Money::units(80);
  for (const std::string& data :
       {encode_callback(ShowOrder{order.id}),
        encode_callback(SendDeliveryAgain{order.id}),
        encode_callback(SendDeliveryAgain{999'999}),
        encode_callback(ShowOrder{-1}),
        encode_callback(ConfirmPurchase{order.product_id, price}),
        encode_callback(ConfirmPurchase{held, price}),
        encode_callback(CancelReservation{held}),
        encode_callback(CancelReservation{order.product_id}),
        encode_callback(ShowReservation{held}),
        encode_callback(ConfirmPurchase{held, base::Money::hundredths(-1)}),
        encode_callback(ConfirmPurchase{999'999, base::Money()}),
        encode_callback(Buy{999'999}),
        encode_callback(Buy{-1}),
        encode_callback(ShowProduct{std::numeric_limits<std::int64_t>::min()}),
        encode_callback(ShowDistricts{999'999, 65'535}),
        encode_callback(ShowCities{65'535}),
        encode_callback(ShowHistory{65'535}),
        encode_callback(ShowOrders{65'535}),
        encode_callback(PickLanguage{0}),
        encode_callback(PickLanguage{65'535})}) {
    const Reply reply = press_data(kOtherCustomer, data);
    EXPECT_TRUE(reply.screen || !reply.toast.empty()) << data;
    EXPECT_FALSE(reply.screen && reply.screen->text.find("SECRET") != std::string::npos);
    EXPECT_EQ(state_of_shop(), before) << data;
  }
}

TEST_P(CustomerTest, GarbageIsAStaleButton) {
  enter(kCustomer, 100);
  const std::string before = state_of_shop();
  base::SeededRandom random(11);
  std::vector<std::string> garbage{"",
                                   "buy",
                                   "buy.",
                                   "buy.1.2",
                                   "buy.-",
                                   "confirm.1",
                                   "shop.-1",
                                   "shop.1ekg",
                                   std::string(64, 'z'),
                                   std::string(64, '\0')};
  for (int i = 0; i < 50; ++i) {
    std::string bytes;
    for (int byte = 0; byte < 64; ++byte) {
      bytes += static_cast<char>(random.below(256));
    }
    garbage.push_back(std::move(bytes));
  }
  for (const std::string& data : garbage) {
    EXPECT_THAT(press_data(kCustomer, data).toast, HasSubstr("no longer works"));
  }
  EXPECT_EQ(state_of_shop(), before);
}

// Messages and dialogs of versions that wrote enums as numbers.
TEST_P(CustomerTest, AnswersAButtonOfAnOlderVersionAsAStaleOne) {
  settings.deposits.instructions[shop::DepositMethod::blik] = "Pay to 600 100 200";
  say(kCustomer, "/start");
  for (const std::string_view old : {"amount.2", "pay.2.1jk", "coin.0", "amount.9"}) {
    EXPECT_EQ(press_data(kCustomer, old).toast,
              "This button no longer works. Please open the menu again.")
        << old;
  }
}

TEST_P(CustomerTest, EndsADialogOfAnOlderVersion) {
  settings.deposits.instructions[shop::DepositMethod::blik] = "Pay to 600 100 200";
  say(kCustomer, "/start");
  for (const std::string_view old : {R"({"method":2})", R"({"method":99})", "{}", ""}) {
    transact([&](db::Tx& tx) {
      shop::save_dialog(tx, kCustomer, {"deposit_amount", std::string(old)}, clock.now());
      return true;
    });
    say(kCustomer, "10");
    EXPECT_THAT(text_of(kCustomer), HasSubstr("Please pick another one.")) << old;
    EXPECT_FALSE(read([](db::Tx& tx) { return shop::load_dialog(tx, kCustomer); })) << old;
  }
}

}  // namespace
}  // namespace bot::customer
