#include "shop/sales/refund.h"

#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "shop/money/ledger.h"
#include "shop/sales/order_record.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;

constexpr int kStaffAtOnce = 8;

class RefundTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn, Money::units(100));
    order_id = buy(kAnn, stock()).id;
  }
  std::expected<Refund, RefundRefusal> refund(Money amount, std::string_view reason = "Wrong code",
                                              const Actor& actor = Actor::owner(7)) {
    return transact([&](db::Tx& tx) {
      return refund_order(tx, order_id, amount, reason, permit<Act::refund_order>(actor).value(),
                          kNow);
    });
  }
  std::int64_t refund_notices() {
    return value<std::int64_t>("SELECT count(*) FROM outbox WHERE kind = 'order_refunded'");
  }

  std::int64_t order_id = 0;
};
INSTANTIATE_TEST_SUITE_P(, RefundTest, support::kBothEngines, support::engine_name);

TEST_P(RefundTest, OfTheWholePriceIsInTheWallet) {
  const auto refunded = refund(Money::units(100), "  Wrong code\n");
  ASSERT_TRUE(refunded);
  EXPECT_EQ(refunded->reason, "Wrong code");
  EXPECT_EQ(balance(kAnn), Money::units(100));
  EXPECT_EQ(refund_notices(), 1);
  EXPECT_EQ(value<std::string>("SELECT details FROM audit_log WHERE action = 'refund_order'"),
            R"({"paid":"100.00","before":"0.00","after":"100.00","reason":"Wrong code"})");
  EXPECT_EQ(value<std::string>("SELECT subject FROM audit_log WHERE action = 'refund_order'"),
            "order:" + std::to_string(order_id));
  const auto history = read([](db::Tx& tx) { return history_of(tx, kAnn, {}).items; });
  EXPECT_EQ(history.front().kind, TransferKind::refund);
  const auto found = read([&](db::Tx& tx) { return find_order_record(tx, order_id); });
  ASSERT_TRUE(found && found->refund);
  EXPECT_EQ(found->refund->amount, Money::units(100));
}

TEST_P(RefundTest, OfAPartIsMadeOnceAndIsTheLast) {
  ASSERT_TRUE(refund(*Money::parse("0.01")));
  EXPECT_EQ(refusal_of(refund(Money::units(10))), RefundRefusal::refunded);
  EXPECT_EQ(balance(kAnn), *Money::parse("0.01"));
  EXPECT_EQ(refund_notices(), 1);
}

TEST_P(RefundTest, IsRefusedWithoutAnEffect) {
  EXPECT_EQ(refusal_of(refund(Money())), RefundRefusal::bad_amount);
  EXPECT_EQ(refusal_of(refund(-Money::units(1))), RefundRefusal::bad_amount);
  EXPECT_EQ(refusal_of(refund(*Money::parse("100.01"))), RefundRefusal::bad_amount);
  EXPECT_EQ(refusal_of(refund(Money::units(1), " \n")), RefundRefusal::no_reason);
  EXPECT_EQ(refusal_of(refund(Money::units(1), std::string(501, 'x'))), RefundRefusal::long_reason);
  EXPECT_EQ(refusal_of(refund(Money::units(1), "mine", Actor::owner(kAnn))),
            RefundRefusal::own_order);
  order_id = 4711;
  EXPECT_EQ(refusal_of(refund(Money::units(1))), RefundRefusal::unknown_order);
  EXPECT_EQ(balance(kAnn), Money());
  EXPECT_EQ(refund_notices(), 0);
  EXPECT_EQ(count("refunds"), 0);
}

TEST_P(RefundTest, OfAFreeOrderHasNothingToGiveBack) {
  const auto unit = stock();
  discount(unit, 100);
  order_id = buy(kAnn, unit).id;
  EXPECT_EQ(refusal_of(refund(Money::units(1))), RefundRefusal::bad_amount);
}

TEST_P(RefundTest, ByManyStaffAtOnceIsMadeOnce) {
  std::vector<std::future<bool>> results;
  for (int i = 0; i < kStaffAtOnce; ++i) {
    results.push_back(std::async(std::launch::async, [&, i] {
      return refund(Money::units(40 + i), "at once", Actor::owner(7 + i)).has_value();
    }));
  }
  int refunds = 0;
  for (auto& result : results) {
    refunds += result.get() ? 1 : 0;
  }
  EXPECT_EQ(refunds, 1);
  EXPECT_EQ(balance(kAnn), value<Money>("SELECT amount FROM refunds"));
}

}  // namespace
}  // namespace shop
