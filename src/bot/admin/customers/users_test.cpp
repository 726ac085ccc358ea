// What the staff do about customers, on both engines.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/alerts/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/tickets/callbacks.h"
#include "bot/customer/support/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/ban.h"
#include "shop/customers/notices.h"
#include "shop/customers/staff.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/money/notices.h"
#include "shop/support/notices.h"

namespace bot::admin {
namespace {

using shop::Act;
using shop::Role;
using testing::HasSubstr;
using testing::Not;

class UsersTest : public Conversation {
 protected:
  static constexpr std::int64_t kManager = 2001;
  static constexpr std::int64_t kSupport = 2002;
  static constexpr std::int64_t kOtherOwner = 2;

  void SetUp() override {
    Conversation::SetUp();
    settings.owner_ids.push_back(kOtherOwner);
    settings.deposits.instructions[shop::DepositMethod::blik] = "BLIK 600 100 200";
    settings.deposits.stars_per_unit = 5;
    names[kManager] = "Marek";
    names[kSupport] = "Sara";
    names[kOtherOwner] = "Oskar";
    for (const auto who :
         {kOwner, kOtherOwner, kManager, kSupport, kCustomer, kOtherCustomer, kPolishCustomer}) {
      say(who, "/start");
    }
    give(kManager, Role::manager);
    give(kSupport, Role::support);
  }
  void give(std::int64_t who, std::optional<Role> role) {
    transact([&](db::Tx& tx) {
      return shop::set_role(tx, who, role,
                            shop::permit<Act::set_role>(shop::Actor::owner(kOwner)).value(),
                            clock.now(), {})
          .has_value();
    });
  }
  void find(std::int64_t who, std::string_view text) {
    say(who, "/admin");
    press(who, "Users");
    say(who, text);
  }
  void open(std::int64_t who, std::int64_t user_id) {
    press_data(who, encode_callback(ShowUser{user_id}));
  }
  std::vector<std::string> kinds_to(std::int64_t who) {
    std::vector<std::string> kinds;
    for (const auto& notice : outbox(who)) {
      kinds.push_back(notice.kind);
    }
    return kinds;
  }
};
INSTANTIATE_TEST_SUITE_P(, UsersTest, support::kBothEngines, support::engine_name);

TEST_P(UsersTest, FindsACustomerAndComesBackToTheSearch) {
  find(kSupport, "ann");
  press(kSupport, "Ann · 1001");
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>Ann</b>"));
  EXPECT_THAT(text_of(kSupport), HasSubstr("Id: <code>1001</code>"));
  EXPECT_THAT(text_of(kSupport), HasSubstr("Tier: 🥉 Bronze"));
  press(kSupport, "Back");
  EXPECT_THAT(text_of(kSupport), HasSubstr("Found for “ann”"));
  say(kSupport, "１００２");
  EXPECT_TRUE(has_button(kSupport, "Bob · 1002"));
  EXPECT_FALSE(has_button(kSupport, "Ann · 1001"));
  say(kSupport, "nobody like that <b>");
  EXPECT_THAT(text_of(kSupport), HasSubstr("Nobody is found for “nobody like that &lt;b&gt;”"));
  press(kSupport, "Owner's panel");
  EXPECT_TRUE(has_button(kSupport, "Users"));
}

TEST_P(UsersTest, TheCardSaysWhatTheCustomerHasBroughtAndWasCalled) {
  stock(voucher());
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  names[kCustomer] = "Anna Nowak";
  say(kCustomer, "/cancel");
  open(kSupport, kCustomer);
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>Anna Nowak</b>"));
  EXPECT_THAT(text_of(kSupport), HasSubstr("Formerly: Ann"));
  EXPECT_THAT(text_of(kSupport), HasSubstr("Orders: 1 · 100 PLN"));
  EXPECT_THAT(text_of(kSupport), HasSubstr("Deposits: 0 · 0 PLN"));
  press(kSupport, "Orders");
  EXPECT_TRUE(has_button(kSupport, "100 PLN · #1 "));
  press(kSupport, "Back");
  press(kSupport, "Ledger");
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>+100.00 PLN</b> → 100 PLN\n<i>test</i>"));
  press(kSupport, "Back");
  press(kSupport, "Deposits");
  EXPECT_THAT(text_of(kSupport), HasSubstr("has not made a deposit yet"));
}

TEST_P(UsersTest, NamesOfAllKindsAreShown) {
  names[kCustomer] = "\u202E<b>שרה</b>";
  std::string zalgo = "Z";
  for (int i = 0; i < 20; ++i) {
    zalgo += "\u0335\u0317";
  }
  names[kOtherCustomer] = zalgo + "algo";
  say(kCustomer, "/cancel");
  say(kOtherCustomer, "/cancel");
  find(kSupport, "שרה");
  EXPECT_TRUE(has_button(kSupport, "\u2068<b>שרה</b>\u2069 · 1001"));
  open(kSupport, kCustomer);
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>\u2068&lt;b&gt;שרה&lt;/b&gt;\u2069</b>"));
  open(kSupport, kOtherCustomer);
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>Z"));
  EXPECT_LT(text_of(kSupport).find("algo</b>"), 20U);
}

TEST_P(UsersTest, WhoMayWhatIsOnTheCard) {
  open(kSupport, kCustomer);
  EXPECT_TRUE(has_button(kSupport, "Write to customer"));
  EXPECT_FALSE(has_button(kSupport, "Ban"));
  EXPECT_FALSE(has_button(kSupport, "Adjust balance"));
  open(kManager, kCustomer);
  EXPECT_TRUE(has_button(kManager, "Ban"));
  EXPECT_FALSE(has_button(kManager, "Adjust balance"));
  EXPECT_FALSE(has_button(kManager, "Role"));
  open(kOwner, kCustomer);
  EXPECT_TRUE(has_button(kOwner, "Adjust balance"));
  EXPECT_TRUE(has_button(kOwner, "Role"));
  open(kOwner, kOtherOwner);
  EXPECT_FALSE(has_button(kOwner, "Ban")) << "an owner";
  EXPECT_FALSE(has_button(kOwner, "Role")) << "an owner";
  EXPECT_EQ(press_data(kOwner, encode_callback(ShowUser{4711})).toast,
            press_data(kOwner, "nonsense").toast);
}

TEST_P(UsersTest, AnAdjustmentIsPreviewedAndPostedOnce) {
  give_money(kCustomer, 100);
  open(kOwner, kCustomer);
  press(kOwner, "Adjust balance");
  for (const char* typed : {"much", "", "12,345", "0", "5 EUR"}) {
    say(kOwner, typed);
    EXPECT_TRUE(has_button(kOwner, "Cancel")) << typed;
  }
  say(kOwner, "− 12,50 zł");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>−12.50 PLN</b> for Ann (1001)"));
  say(kOwner, std::string(501, 'x'));
  EXPECT_THAT(text_of(kOwner), HasSubstr("at most 500 characters"));
  say(kOwner, "Paid twice <b>");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Reason: Paid twice &lt;b&gt;"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("100 PLN → <b>87.50 PLN</b>"));
  const std::string post = screen_of(kOwner).rows[0][0].callback_data;
  EXPECT_THAT(press_data(kOwner, post).toast, HasSubstr("87.50 PLN"));
  EXPECT_THAT(press_data(kOwner, post).toast, HasSubstr("done already"));
  EXPECT_EQ(balance(kCustomer), "87.50");
  press(kOwner, "Ledger");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<i>Paid twice &lt;b&gt;</i>"));
}

TEST_P(UsersTest, AnAdjustmentIsConfirmedOnTheBalanceThatWasShown) {
  for (const auto owner : {kOwner, kOtherOwner}) {
    open(owner, kCustomer);
    press(owner, "Adjust balance");
    say(owner, "50");
    say(owner, "Sorry");
  }
  press(kOwner, "Yes, adjust");
  EXPECT_THAT(press(kOtherOwner, "Yes, adjust").toast, HasSubstr("changed meanwhile"));
  EXPECT_EQ(balance(kCustomer), "50.00");
  EXPECT_THAT(text_of(kOtherOwner), HasSubstr("50 PLN → <b>100 PLN</b>"));
  press(kOtherOwner, "Yes, adjust");
  EXPECT_EQ(balance(kCustomer), "100.00");
}

TEST_P(UsersTest, AnAdjustmentBelowZeroIsRefused) {
  open(kOwner, kCustomer);
  press(kOwner, "Adjust balance");
  say(kOwner, "-1");
  say(kOwner, "A try");
  EXPECT_THAT(press(kOwner, "Yes, adjust").toast, HasSubstr("below zero"));
  EXPECT_EQ(balance(kCustomer), "0.00");
}

TEST_P(UsersTest, ABanIsReadByTheCustomerAndTakenBack) {
  open(kManager, kCustomer);
  press(kManager, "Ban");
  say(kManager, " ");
  EXPECT_THAT(text_of(kManager), HasSubstr("Type the reason"));
  say(kManager, "Chargebacks");
  EXPECT_THAT(text_of(kManager), HasSubstr("🚫 Banned: Chargebacks"));
  EXPECT_THAT(kinds_to(kCustomer), testing::ElementsAre(shop::kBanned.name));
  stock(voucher());
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("cannot buy"));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Reason: Chargebacks"));
  for (const auto method : {shop::DepositMethod::blik, shop::DepositMethod::stars}) {
    press_data(kCustomer, encode_callback(customer::PickAmount{method, base::Money::units(50)}));
    EXPECT_THAT(text_of(kCustomer), HasSubstr("Reason: Chargebacks"));
  }
  say(kCustomer, "/profile");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Balance")) << "they still see what they have";
  press(kManager, "Unban");
  say(kManager, "Settled");
  EXPECT_TRUE(has_button(kManager, "Ban"));
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  EXPECT_TRUE(has_button(kCustomer, "Cancel"));
}

TEST_P(UsersTest, OwnersAndStaffAreNotBanned) {
  for (const auto who : {kOwner, kOtherOwner, kManager, kSupport}) {
    press_data(kManager, encode_callback(AskBan{who}));
    say(kManager, "For a try");
    EXPECT_THAT(text_of(kManager), HasSubstr("cannot be banned")) << who;
  }
}

TEST_P(UsersTest, TwoOfTheStaffInOneDialog) {
  for (const auto who : {kOwner, kManager}) {
    press_data(who, encode_callback(AskBan{kCustomer}));
  }
  say(kManager, "Chargebacks");
  say(kOwner, "Rude");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Somebody else has done that already"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("🚫 Banned: Chargebacks"));
  EXPECT_EQ(kinds_to(kCustomer).size(), 1U);
}

TEST_P(UsersTest, WhoLosesTheRoleInTheMiddleDoesNothing) {
  press_data(kManager, encode_callback(AskBan{kCustomer}));
  press_data(kSupport, encode_callback(WriteToCustomer{kCustomer, 0}));
  give(kManager, Role::support);
  give(kSupport, std::nullopt);
  const std::string before = state_of_shop();
  say(kManager, "Chargebacks");
  EXPECT_THAT(text_of(kManager), HasSubstr("did not understand"));
  say(kSupport, "Hello");
  EXPECT_THAT(text_of(kSupport), HasSubstr("did not understand"));
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_TRUE(kinds_to(kCustomer).empty());
}

TEST_P(UsersTest, WhatIsWrittenFromTheCardIsATicketThatTheCustomerAnswers) {
  open(kSupport, kCustomer);
  press(kSupport, "Write to customer");
  press(kSupport, "Cancel");
  EXPECT_THAT(text_of(kSupport), HasSubstr("<b>Ann</b>"));
  press(kSupport, "Write to customer");
  EXPECT_THAT(say(kSupport, std::string(3501, 'x')).toast, HasSubstr("at most 3500 characters"));
  say(kSupport, "Your parcel is at the locker.");
  EXPECT_THAT(text_of(kSupport), HasSubstr("Sent to the customer"));
  EXPECT_THAT(kinds_to(kCustomer), testing::ElementsAre(shop::kTicketAnswered.name));
  press_data(kCustomer, encode_callback(customer::ShowOwnTicket{1}));
  EXPECT_THAT(text_of(kCustomer), HasSubstr("Your parcel is at the locker."));
  press_data(kCustomer, encode_callback(customer::AnswerSupport{1}));
  say(kCustomer, "Which locker?");
  say(kSupport, "/admin");
  EXPECT_TRUE(has_button(kSupport, "Tickets (1)")) << "also where a contact is set";
}

TEST_P(UsersTest, WhoHasBlockedTheBotIsWrittenToWithAWarning) {
  transact([](db::Tx& tx) {
    tx.execute("UPDATE users SET has_blocked_bot = true WHERE id = $1", kCustomer);
    return true;
  });
  open(kSupport, kCustomer);
  press(kSupport, "Write to customer");
  EXPECT_THAT(text_of(kSupport), HasSubstr("have blocked the bot"));
}

TEST_P(UsersTest, OrdersAndDepositsOfACustomerAreOpenedFromTheirLists) {
  stock(voucher());
  give_money(kCustomer, 100);
  walk_to_product(kCustomer, "100 PLN · Book voucher");
  press(kCustomer, "Buy");
  press(kCustomer, "Confirm Purchase");
  open(kManager, kCustomer);
  press(kManager, "Orders");
  press(kManager, "100 PLN · #1 ");
  EXPECT_THAT(text_of(kManager), HasSubstr("<b>Order 1</b>"));
  EXPECT_TRUE(has_button(kManager, "Replace"));
  press(kManager, "Back");
  EXPECT_THAT(text_of(kManager), HasSubstr("<b>Orders of Ann (1001)</b>"));
  press(kManager, "Back");
  transact([&](db::Tx& tx) {
    base::SeededRandom random(1);
    return shop::request_deposit(tx, kCustomer, shop::DepositMethod::blik, base::Money::units(50),
                                 {.min = base::Money::units(10), .max = base::Money::units(5000)},
                                 random, clock.now())
        .has_value();
  });
  press(kManager, "Deposits");
  press(kManager, "⏳ 50 PLN");
  EXPECT_TRUE(has_button(kManager, "Approve"));
  press(kManager, "Back");
  EXPECT_THAT(text_of(kManager), HasSubstr("<b>Deposits of Ann (1001)</b>"));
  press(kManager, "⏳ 50 PLN");
  press(kManager, "Approve");
  open(kOwner, kCustomer);
  press(kOwner, "Deposits");
  press(kOwner, "✅ 50 PLN");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Balance now: 50 PLN"));
  press(kOwner, "History");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Approved a deposit"));
  press(kOwner, "Back");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Balance now: 50 PLN"));
  open(kSupport, kCustomer);
  press(kSupport, "Deposits");
  EXPECT_FALSE(has_button(kSupport, "✅ 50 PLN")) << "not theirs to see";
}

TEST_P(UsersTest, ARoleIsGivenAndTaken) {
  open(kOwner, kCustomer);
  press(kOwner, "Role");
  press(kOwner, "Support");
  EXPECT_THAT(text_of(kOwner), HasSubstr("🔑 Role: Support"));
  EXPECT_THAT(kinds_to(kCustomer), testing::ElementsAre(shop::kRoleChanged.name));
  say(kCustomer, "/admin");
  EXPECT_TRUE(has_button(kCustomer, "Users"));
  press(kOwner, "Role");
  EXPECT_TRUE(has_button(kOwner, "✅ Support"));
  press(kOwner, "No role");
  say(kCustomer, "/admin");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("did not understand"));
  const auto refused = press_data(kOwner, encode_callback(SetRole{kOwner, RoleChoice::manager}));
  EXPECT_THAT(refused.toast, HasSubstr("ADMIN_IDS"));
}

TEST_P(UsersTest, TheOtherOwnersAreToldOfRolesUnlessTheySwitchedThatOff) {
  const auto told = [&](std::int64_t who) {
    return std::ranges::count(kinds_to(who), shop::kStaffChanged.name);
  };
  open(kOwner, kCustomer);
  press(kOwner, "Role");
  press(kOwner, "Support");
  press(kOwner, "Role");
  press(kOwner, "✅ Support");
  press(kOwner, "Role");
  press(kOwner, "No role");
  EXPECT_EQ(told(kOtherOwner), 2);
  EXPECT_EQ(told(kOwner), 0) << "who did it";
  EXPECT_EQ(told(kManager), 0);
  press_data(kOtherOwner, encode_callback(SwitchAlert{shop::AlertTopic::staff, false}));
  press(kOwner, "Role");
  press(kOwner, "Manager");
  EXPECT_EQ(told(kOtherOwner), 2);
}

TEST_P(UsersTest, SpeaksPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Klienci");
  say(kPolishCustomer, "1001");
  press(kPolishCustomer, "Ann · 1001");
  press(kPolishCustomer, "Koryguj saldo");
  say(kPolishCustomer, "1 000 zł");
  say(kPolishCustomer, "Pomyłka");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("0 zł → <b>1\u00a0000 zł</b>"));
  press(kPolishCustomer, "Tak, koryguj");
  EXPECT_EQ(balance(kCustomer), "1000.00");
  press(kPolishCustomer, "Zablokuj");
  say(kPolishCustomer, "Oszustwo");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Zablokowany: Oszustwo"));
}

}  // namespace
}  // namespace bot::admin
