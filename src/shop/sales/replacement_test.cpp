#include "shop/sales/replacement.h"

#include <array>
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "shop/sales/notices.h"
#include "shop/sales/order_record.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;

constexpr int kReplacersAtOnce = 8;

class ReplacementTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(1000));
    join(kBob, Money::units(1000));
    bad = stock(with_code("BAD"));
    order_id = buy(kAnn, bad).id;
  }
  static NewProduct with_code(std::string code) {
    auto product = voucher();
    product.delivery_text = std::move(code);
    return product;
  }
  std::expected<Replacement, ReplaceRefusal> replace(std::string_view reason = "It is used up",
                                                     const Actor& actor = Actor::owner(7)) {
    return transact([&](db::Tx& tx) {
      return replace_unit(tx, order_id, bad, reason, permit<Act::replace_unit>(actor).value(),
                          kNow);
    });
  }
  std::string delivered_text() {
    return read([&](db::Tx& tx) {
      return find_delivered_orders(tx, std::array{order_id}).front().delivery.text;
    });
  }
  std::vector<std::string> notices_of_order() {
    return read([&](db::Tx& tx) {
      return tx.all<std::string>(
          "SELECT kind FROM outbox WHERE subject_id = $1 AND kind NOT IN ('adjustment') "
          "ORDER BY id",
          order_id);
    });
  }

  std::int64_t bad = 0;
  std::int64_t order_id = 0;
};
INSTANTIATE_TEST_SUITE_P(, ReplacementTest, support::kBothEngines, support::engine_name);

TEST_P(ReplacementTest, DeliversAnotherUnitUnderTheSameOrder) {
  const auto good = stock(with_code("GOOD"));
  const auto replaced = replace();
  ASSERT_TRUE(replaced);
  EXPECT_EQ(replaced->good_product_id, good);
  EXPECT_EQ(delivered_text(), "GOOD");
  EXPECT_EQ(balance(kAnn), Money::units(900)) << "the price stays";
  EXPECT_TRUE(product(good).is_sold);
  EXPECT_TRUE(product(bad).is_sold) << "nobody buys it again";
  const auto found = read([&](db::Tx& tx) { return find_order_record(tx, order_id); });
  ASSERT_EQ(found->replacements.size(), 1U);
  EXPECT_EQ(found->replacements[0].bad_product_id, bad);
  EXPECT_EQ(found->delivery, DeliveryState::waiting);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_order_of_product(tx, bad); })->id, order_id);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_order_of_product(tx, good); })->id, order_id);
}

TEST_P(ReplacementTest, SendsWhatStillWaitedOfTheFirstDeliveryOnce) {
  stock(with_code("GOOD"));
  ASSERT_TRUE(replace());
  EXPECT_THAT(notices_of_order(), ElementsAre("order_replaced", "delivery_text"));
}

TEST_P(ReplacementTest, TakesTheNearestPriceOfTheSameNameAndPlace) {
  auto dear = with_code("DEAR");
  dear.base_price = Money::units(300);
  auto near = with_code("NEAR");
  near.base_price = Money::units(110);
  auto elsewhere = with_code("ELSEWHERE");
  elsewhere.city = "Gdansk";
  stock(dear);
  stock(elsewhere);
  stock(near);
  ASSERT_TRUE(replace());
  EXPECT_EQ(delivered_text(), "NEAR");
}

TEST_P(ReplacementTest, LeavesWhatOthersHold) {
  const auto held = stock(with_code("HELD"));
  ASSERT_TRUE(reserve(kBob, held));
  EXPECT_EQ(refusal_of(replace()), ReplaceRefusal::none_left);
  EXPECT_EQ(delivered_text(), "BAD");
  EXPECT_TRUE(purchase(kBob, held));
}

TEST_P(ReplacementTest, IsRefusedWithoutAnEffect) {
  const auto spare = stock(with_code("GOOD"));
  EXPECT_EQ(refusal_of(replace("")), ReplaceRefusal::no_reason);
  EXPECT_EQ(refusal_of(replace(std::string(501, 'x'))), ReplaceRefusal::long_reason);
  EXPECT_EQ(refusal_of(replace("mine", Actor::owner(kAnn))), ReplaceRefusal::own_order);
  ASSERT_TRUE(transact([&](db::Tx& tx) {
    return refund_order(tx, order_id, Money::units(1), "A part",
                        permit<Act::refund_order>(Actor::cli()).value(), kNow)
        .has_value();
  }));
  EXPECT_EQ(refusal_of(replace()), ReplaceRefusal::refunded);
  order_id = 4711;
  EXPECT_EQ(refusal_of(replace()), ReplaceRefusal::unknown_order);
  EXPECT_FALSE(product(spare).is_sold);
  EXPECT_EQ(count("replacements"), 0);
}

TEST_P(ReplacementTest, TheBuyerWhoConfirmsAgainGetsTheSameOrder) {
  stock(with_code("GOOD"));
  ASSERT_TRUE(replace());
  EXPECT_EQ(purchase_for(kAnn, bad, Money::units(100))->id, order_id);
  EXPECT_EQ(balance(kAnn), Money::units(900));
}

TEST_P(ReplacementTest, MayBeReplacedAgain) {
  stock(with_code("GOOD"));
  ASSERT_TRUE(replace());
  stock(with_code("BETTER"));
  EXPECT_EQ(refusal_of(replace()), ReplaceRefusal::replaced) << "the screen was older";
  bad = read([&](db::Tx& tx) { return find_order(tx, order_id); })->product_id;
  ASSERT_TRUE(replace());
  EXPECT_EQ(delivered_text(), "BETTER");
}

TEST_P(ReplacementTest, ByManyStaffAtOnceTakesOneUnit) {
  stock(with_code("GOOD"), kReplacersAtOnce);
  std::vector<std::future<bool>> results;
  for (int i = 0; i < kReplacersAtOnce; ++i) {
    results.push_back(std::async(std::launch::async, [&, i] {
      return replace("at once", Actor::owner(7 + i)).has_value();
    }));
  }
  int replacements = 0;
  for (auto& result : results) {
    replacements += result.get() ? 1 : 0;
  }
  EXPECT_EQ(replacements, 1);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM products WHERE is_sold = true"), 2);
}

TEST_P(ReplacementTest, WhileCustomersBuyTheLastUnitsNobodyGetsOneTwice) {
  const auto units = stock(with_code("GOOD"), 2);
  auto buying = std::async(std::launch::async, [&] {
    const auto reserved = reserve(kBob, units[0]);
    return reserved && purchase(kBob, reserved->product.id).has_value();
  });
  const bool is_replaced = replace().has_value();
  const bool is_bought = buying.get();
  EXPECT_TRUE(is_replaced && is_bought) << "there was one for each";
}

TEST_P(ReplacementTest, ShowsTheDeliveryToThoseWhoMayAndNotesIt) {
  const auto seen = transact([&](db::Tx& tx) {
    return reveal_delivery(tx, order_id, permit<Act::see_deliveries>(Actor::owner(7)).value(),
                           kNow);
  });
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->text, "BAD");
  EXPECT_EQ(value<std::string>("SELECT subject FROM audit_log WHERE action = 'see_deliveries'"),
            "order:" + std::to_string(order_id));
}

}  // namespace
}  // namespace shop
