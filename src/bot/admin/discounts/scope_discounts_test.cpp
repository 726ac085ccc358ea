// Discounts of many units and discounts that end, as owners set them, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/testing/conversation.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/bulk_discount.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;

class ScopeDiscountsTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    first_ = stock(voucher(), 2);
    auto dearer = voucher();
    dearer.name = "Dearer voucher";
    dearer.delivery_text = "CODE-300";
    dearer.base_price = base::Money::units(300);
    second_ = stock(dearer);
  }
  int discount_of(std::int64_t unit) {
    return read([&](db::Tx& tx) { return shop::find_product(tx, unit)->discount_percent.value(); });
  }
  void pass(std::chrono::minutes time) {
    clock.advance(time);
    transact([&](db::Tx& tx) { return shop::end_due_discounts(tx, clock.now()); });
  }

  std::int64_t first_ = 0;
  std::int64_t second_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, ScopeDiscountsTest, support::kBothEngines, support::engine_name);

TEST_P(ScopeDiscountsTest, AWholeCategoryIsSeenBeforeItIsSet) {
  say(kOwner, "/set_discount");
  press(kOwner, "All of " + voucher().category);
  press(kOwner, "30%");
  EXPECT_THAT(text_of(kOwner), HasSubstr("3 units"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("100 PLN – 300 PLN → 70 PLN – 210 PLN"));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Without an end"));
  EXPECT_EQ(discount_of(first_), 0);
  press(kOwner, "Set for 3 units");
  EXPECT_THAT(text_of(kOwner), HasSubstr("3 units updated"));
  EXPECT_EQ(discount_of(first_), 30);
  EXPECT_EQ(discount_of(second_), 30);
}

TEST_P(ScopeDiscountsTest, OneWithAnEndReturnsByItself) {
  say(kOwner, "/set_discount");
  press(kOwner, "All of " + voucher().category);
  say(kOwner, "12,5");
  EXPECT_THAT(text_of(kOwner), HasSubstr("is not a whole percentage"));
  say(kOwner, "１２ %");
  EXPECT_THAT(text_of(kOwner), HasSubstr("-12%"));
  press(kOwner, "3 days");
  EXPECT_THAT(text_of(kOwner), HasSubstr("then the price returns by itself"));
  press(kOwner, "Set for 3 units");
  pass(std::chrono::hours(71));
  EXPECT_EQ(discount_of(first_), 12);
  pass(std::chrono::hours(1));
  EXPECT_EQ(discount_of(first_), 0);
}

TEST_P(ScopeDiscountsTest, TheEndCanBeTypedAndComeEarlier) {
  say(kOwner, "/set_discount");
  press(kOwner, "100 PLN · Book voucher (2)");
  press(kOwner, "20%");
  press(kOwner, "Set an end");
  press(kOwner, "Another end…");
  say(kOwner, "yesterday");
  EXPECT_THAT(text_of(kOwner), HasSubstr("is no time to come"));
  say(kOwner, "31.12.2099 18:00");
  press(kOwner, "Set for 2 units");
  EXPECT_EQ(discount_of(first_), 20);
  press(kOwner, "Another product");
  press(kOwner, "With an end");
  EXPECT_THAT(text_of(kOwner), HasSubstr("-20% until"));
  const auto& rows = screen_of(kOwner).rows;
  press(kOwner, rows.front().front().label);
  EXPECT_THAT(text_of(kOwner), HasSubstr("The discount was ended"));
  EXPECT_EQ(discount_of(first_), 20) << "what was there before the end was set";
}

TEST_P(ScopeDiscountsTest, AMistakeIsUndone) {
  say(kOwner, "/set_discount");
  press(kOwner, "300 PLN · Dearer voucher");
  press(kOwner, "50%");
  EXPECT_EQ(discount_of(second_), 50);
  press(kOwner, "Undo");
  EXPECT_EQ(discount_of(second_), 0);
}

TEST_P(ScopeDiscountsTest, SpeaksPolishToo) {
  settings.owner_ids.push_back(kPolishCustomer);
  say(kPolishCustomer, "/set_discount");
  press(kPolishCustomer, "Całość: " + voucher().category);
  press(kPolishCustomer, "30%");
  press(kPolishCustomer, "3 dni");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("potem cena wraca sama"));
  press(kPolishCustomer, "Ustaw dla 3 sztuk");
  EXPECT_THAT(text_of(kPolishCustomer), HasSubstr("Zmieniono 3 sztuki"));
  press(kPolishCustomer, "Inny produkt");
  press(kPolishCustomer, "Z terminem");
  EXPECT_TRUE(has_button(kPolishCustomer, "Wstecz"));
}

}  // namespace
}  // namespace bot::admin
