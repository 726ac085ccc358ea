// What staff do with orders, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/orders/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/customers/staff.h"
#include "shop/sales/order_record.h"

namespace bot::admin {
namespace {

using shop::Act;
using shop::Role;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kSupporter = 2002;

class OrdersTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    settings.deposits.stars_per_unit = 5;
    names[kSupporter] = "Sara";
    for (const auto who : {kOwner, kCustomer, kOtherCustomer, kSupporter}) {
      say(who, "/start");
    }
    unit_id = stock(voucher());
    give_money(kCustomer, 100);
    walk_to_product(kCustomer, "100 PLN · Book voucher");
    press(kCustomer, "Buy");
    press(kCustomer, "Confirm Purchase");
  }
  void open_order() {
    say(kOwner, "/admin");
    press(kOwner, "Orders");
    press(kOwner, "100 PLN · #1 ");
  }
  void hire(std::int64_t who, Role role) {
    ASSERT_TRUE(transact([&](db::Tx& tx) {
      return shop::set_role(tx, who, role,
                            shop::permit<Act::set_role>(shop::Actor::owner(kOwner)).value(),
                            clock.now(), {})
          .has_value();
    }));
  }
  std::int64_t count(std::string_view table) {
    return read([&](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT count(*) FROM " + std::string(table));
    });
  }

  std::int64_t unit_id = 0;
};
INSTANTIATE_TEST_SUITE_P(, OrdersTest, support::kBothEngines, support::engine_name);

TEST_P(OrdersTest, AreFoundByWhatIsTyped) {
  say(kOwner, "/admin");
  press(kOwner, "Orders");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Newest first"));
  for (const char* typed : {"#1", "1", "Code: SECRET-4711", "vouch", "@", "1001", "ann"}) {
    say(kOwner, typed);
    const bool is_one = std::string_view(typed) != "@";
    EXPECT_EQ(text_of(kOwner).contains("<b>Order 1</b>"), is_one) << typed << text_of(kOwner);
  }
}

TEST_P(OrdersTest, ASearchLastsWhileOneGoesThroughWhatWasFound) {
  stock(voucher(), 10);
  give_money(kOtherCustomer, 1000);
  for (int i = 0; i < 10; ++i) {
    walk_to_product(kOtherCustomer, "100 PLN · Book voucher");
    press(kOtherCustomer, "Buy");
    press(kOtherCustomer, "Confirm Purchase");
  }
  say(kOwner, "/admin");
  press(kOwner, "Orders");
  say(kOwner, "Bob");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Orders found for “Bob”"));
  press(kOwner, "▶️");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Orders found for “Bob”"));
  press(kOwner, "100 PLN · #2 ");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Order 2</b>"));
  press(kOwner, "Back");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Orders found for “Bob”"));
  say(kOwner, "ann");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Order 1</b>"));
  press(kOwner, "Back");
  press(kOwner, "All orders");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Newest first"));
  say(kOwner, "<b>nothing</b>");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Nothing found for “&lt;b&gt;nothing&lt;/b&gt;”"));
}

TEST_P(OrdersTest, TheCardShowsNoCodeAndTheRevealedIsNoted) {
  open_order();
  EXPECT_THAT(text_of(kOwner), HasSubstr("Customer: Ann (<code>1001</code>)"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Price: 100 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Delivery: waits to be sent"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("SECRET-4711")));
  press(kOwner, "Show delivery");
  EXPECT_THAT(text_of(kOwner), HasSubstr("SECRET-4711"));
  EXPECT_EQ(
      read([](db::Tx& tx) {
        return tx.one<std::string>("SELECT actor FROM audit_log WHERE action = 'see_deliveries'");
      }),
      "owner:1");
  press(kOwner, "Back");
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>Order 1</b>"));
}

TEST_P(OrdersTest, ARefundIsAskedConfirmedAndMadeOnce) {
  open_order();
  press(kOwner, "Refund");
  for (const char* typed : {"a lot", "0", "-5", "100.01", "", "🦊"}) {
    say(kOwner, typed);
    EXPECT_THAT(text_of(kOwner), HasSubstr("is no amount between 0.01 and 100 PLN")) << typed;
  }
  say(kOwner, "12,5 zł");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Refund of 12.50 PLN for order 1"));
  say(kOwner, "");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Type the reason"));
  say(kOwner, std::string(501, 'x'));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Type the reason"));
  say(kOwner, "Half of it <b>works</b>");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Reason: Half of it &lt;b&gt;works&lt;/b&gt;"));
  EXPECT_EQ(balance(kCustomer), "0.00");
  press(kOwner, "Yes, refund 12.50 PLN");
  EXPECT_EQ(balance(kCustomer), "12.50");
  EXPECT_THAT(text_of(kOwner), HasSubstr("↩️ Refunded 12.50 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("by Olga: Half of it"));
  EXPECT_FALSE(has_button(kOwner, "Refund"));
  EXPECT_FALSE(has_button(kOwner, "Replace"));
  const auto again =
      press_data(kOwner, encode_callback(RefundOrder{1, *base::Money::parse("12.50")}));
  EXPECT_EQ(again.toast, "This order was refunded already.");
  EXPECT_EQ(balance(kCustomer), "12.50");
}

TEST_P(OrdersTest, TheWholeIsRefundedWithTwoPressesAndAReason) {
  open_order();
  press(kOwner, "Refund");
  press(kOwner, "The whole: 100 PLN");
  say(kOwner, "Used up");
  press(kOwner, "Yes, refund 100 PLN");
  EXPECT_EQ(balance(kCustomer), "100.00");
  say(kCustomer, "/profile");
  press(kCustomer, "My orders");
  press(kCustomer, "100 PLN · #1 ");
  EXPECT_THAT(text_of(kCustomer), HasSubstr("↩️ Refunded to your wallet: 100 PLN. Used up"));
}

TEST_P(OrdersTest, AForgedRefundHasNoReasonAndDoesNothing) {
  press_data(kOwner, encode_callback(RefundOrder{1, base::Money::units(100)}));
  press_data(kOwner, encode_callback(PickRefund{1, base::Money::units(5000)}));
  say(kOwner, "Too much");
  press_data(kOwner, encode_callback(RefundOrder{1, base::Money::units(5000)}));
  press_data(kOwner, encode_callback(RefundOrder{4711, base::Money::units(1)}));
  EXPECT_EQ(balance(kCustomer), "0.00");
  EXPECT_EQ(count("refunds"), 0);
}

TEST_P(OrdersTest, AUnitIsReplacedForTheUsualReason) {
  auto other = voucher();
  other.delivery_text = "Code: SECOND";
  stock(other);
  open_order();
  press(kOwner, "Replace");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Units left: 1"));
  press(kOwner, "It does not work");
  EXPECT_THAT(text_of(kOwner), HasSubstr("🔁 Unit 1 replaced by 2"));
  press(kOwner, "Show delivery");
  EXPECT_THAT(text_of(kOwner), HasSubstr("SECOND"));
  EXPECT_THAT(press_data(kOwner, encode_callback(ReplaceUnit{1, unit_id})).toast,
              HasSubstr("replaced already"));
  EXPECT_EQ(count("replacements"), 1);
}

TEST_P(OrdersTest, AUnitIsReplacedForATypedReason) {
  stock(voucher());
  open_order();
  press(kOwner, "Replace");
  say(kOwner, " ");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Type the reason"));
  say(kOwner, "The seal was broken");
  EXPECT_THAT(text_of(kOwner), HasSubstr("by Olga: The seal was broken"));
}

TEST_P(OrdersTest, WithoutAUnitLeftTheRefundStandsBeside) {
  open_order();
  press(kOwner, "Replace");
  EXPECT_THAT(text_of(kOwner), HasSubstr("No unit is left to replace it"));
  press(kOwner, "Refund");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Refund order 1 of Ann"));
}

TEST_P(OrdersTest, NobodyDecidesOnTheirOwnOrder) {
  settings.owner_ids.push_back(kCustomer);
  stock(voucher());
  EXPECT_THAT(press_data(kCustomer, encode_callback(AskRefund{1})).toast,
              HasSubstr("your own order"));
  EXPECT_THAT(press_data(kCustomer, encode_callback(AskReplacement{1})).toast,
              HasSubstr("your own order"));
  press_data(kCustomer, encode_callback(ReplaceUnit{1, unit_id}));
  EXPECT_EQ(count("replacements"), 0);
}

TEST_P(OrdersTest, SupportSeesOrdersButNoCodesAndNoMoneyButtons) {
  hire(kSupporter, Role::support);
  say(kSupporter, "/admin");
  press(kSupporter, "Orders");
  press(kSupporter, "100 PLN · #1 ");
  EXPECT_THAT(text_of(kSupporter), HasSubstr("<b>Order 1</b>"));
  for (const char* label : {"Show delivery", "Refund", "Replace"}) {
    EXPECT_FALSE(has_button(kSupporter, label)) << label;
  }
}

TEST_P(OrdersTest, AnEmptyShopSaysWhenOrdersAppear) {
  transact([](db::Tx& tx) {
    tx.execute("DELETE FROM orders");
    return 0;
  });
  say(kOwner, "/admin");
  press(kOwner, "Orders");
  EXPECT_THAT(text_of(kOwner), HasSubstr("with the first sale"));
}

TEST_P(OrdersTest, SpeakPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/admin");
  press(kPolishCustomer, "Zamówienia");
  say(kPolishCustomer, "#1");
  press(kPolishCustomer, "Zwróć pieniądze");
  say(kPolishCustomer, "１２");
  say(kPolishCustomer, "Nie działa");
  press(kPolishCustomer, "Tak, zwróć 12 zł");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("↩️ Zwrócono 12 zł"));
  EXPECT_EQ(balance(kCustomer), "12.00");
}

}  // namespace
}  // namespace bot::admin
